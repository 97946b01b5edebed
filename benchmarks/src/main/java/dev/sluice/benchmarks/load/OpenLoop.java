package dev.sluice.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Latency at a fixed rate. Each answer is timed from the instant its question was due, not from when it was really asked, so that a
 * stall counts for every question that had to wait behind it (G. Tene: coordinated omission). Thread-safe.
 */
public record OpenLoop(int perSecond, Duration length) {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    /** One thread asks. */
    private static final int MAX_PER_SECOND = 10_000;

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(5);

    public OpenLoop {
        if (perSecond < 1 || perSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException("a rate is 1 to " + MAX_PER_SECOND + " a second, not " + perSecond);
        }
    }

    /** Microseconds. Throws if an answer is wrong or does not come. */
    public Histogram measure(RoundTrip trip) throws InterruptedException, TimeoutException {
        ConcurrentHistogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
        Failures failures = new Failures();
        Phaser open = new Phaser(1);
        long total = perSecond * length.toMillis() / 1000;
        long began = System.nanoTime();
        for (long asked = 0; asked < total; asked++) {
            long due = began + asked * TimeUnit.SECONDS.toNanos(1) / perSecond;
            waitUntil(due);
            open.register();
            CompletableFuture<?> unused = trip.once().whenComplete((answer, failure) -> {
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                failures.note(failure);
                open.arriveAndDeregister();
            });
        }
        open.awaitAdvanceInterruptibly(open.arrive(), ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        failures.throwIfAny();
        return micros;
    }

    public static void waitUntil(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while it measured");
            }
        }
    }
}
