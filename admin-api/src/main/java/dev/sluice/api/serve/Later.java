package dev.sluice.api.serve;

import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An answer that comes later. It is made and written by a thread of its own: whoever completes the future serves other calls too, such as
 * the thread that sends to Kafka, and must not wait for a caller that does not read.
 */
public final class Later {
    private static final Executor WRITERS =
            task -> Thread.ofVirtual().name("api-answer").start(task);

    private Later() {}

    /** Answers the call with what comes, or with why it does not. It is asked for once the call has let its thread go. */
    public static <T> void answer(Context context, Supplier<CompletableFuture<T>> coming, Consumer<? super T> answer) {
        context.future(() -> coming.get()
                .whenCompleteAsync(
                        (came, failure) -> {
                            if (failure == null) {
                                answer.accept(came);
                            }
                        },
                        WRITERS));
    }
}
