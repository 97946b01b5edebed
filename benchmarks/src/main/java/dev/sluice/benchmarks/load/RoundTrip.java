package dev.sluice.benchmarks.load;

import java.util.concurrent.CompletableFuture;

/** One thing to measure, from asking to having the answer. Called by one thread; answers arrive on any. */
@FunctionalInterface
public interface RoundTrip {
    /** Asks once. The future fails if the answer is not the right one. */
    CompletableFuture<?> once();
}
