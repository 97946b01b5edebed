package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends many requests, each with a future of its own, without waiting for any. */
final class Many {
    private Many() {}

    static <R, T> List<CompletableFuture<T>> send(List<R> requests, Function<R, CompletableFuture<T>> send) {
        List<CompletableFuture<T>> futures = new ArrayList<>();
        ClientException down = null;
        for (R request : requests) {
            CompletableFuture<T> future = down == null ? send.apply(request) : CompletableFuture.failedFuture(down);
            // What is not there now blocked until it gave up: the others would wait as long, one after another.
            down = unavailable(future);
            futures.add(future);
        }
        return futures;
    }

    private static <T> @Nullable ClientException unavailable(CompletableFuture<T> future) {
        List<ClientException> failures = new ArrayList<>();
        if (future.isCompletedExceptionally()) {
            var unused = future.exceptionally(failure -> {
                if (failure instanceof ClientException known) {
                    failures.add(known);
                }
                return null;
            });
        }
        return failures.stream()
                .filter(failure -> failure.code() == ErrorCode.KAFKA_UNAVAILABLE
                        || failure.code() == ErrorCode.REGISTRY_UNAVAILABLE)
                .findFirst()
                .orElse(null);
    }
}
