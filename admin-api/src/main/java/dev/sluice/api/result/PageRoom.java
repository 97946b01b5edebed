package dev.sluice.api.result;

import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room for so many pages of rows at a time. A page may take tens of MiB, and is in memory until its caller has read it or has been left.
 * Thread-safe.
 */
final class PageRoom {
    static final int PAGES = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Executor WAITERS =
            task -> Thread.ofVirtual().name("api-page").start(task);

    private final Semaphore room = new Semaphore(PAGES);

    /** Completes once there is room, which the call has until it is over; fails with RATE_LIMITED if others take too long. */
    CompletableFuture<Void> enter(Context context) {
        Stay stay = new Stay();
        context.req().getAsyncContext().addListener(stay);
        return CompletableFuture.runAsync(() -> await(stay), WAITERS);
    }

    private void await(Stay stay) {
        try {
            if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.retryable(
                                ErrorCode.RATE_LIMITED,
                                "others read " + PAGES + " pages of rows and have not read them to their end",
                                PATIENCE)
                        .exception();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CompletionException(stopping);
        }
        stay.begin();
    }

    /** Of one call, which may be over before there is room for it. */
    private final class Stay implements AsyncListener {
        private boolean inside;
        private boolean over;

        synchronized void begin() {
            inside = !over;
            if (over) {
                room.release();
            }
        }

        @Override
        public synchronized void onComplete(AsyncEvent event) {
            if (inside) {
                room.release();
            }
            inside = false;
            over = true;
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
