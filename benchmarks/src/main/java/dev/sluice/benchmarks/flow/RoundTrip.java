package dev.sluice.benchmarks.flow;

import java.util.concurrent.CompletableFuture;

/** One thing to measure, from asking to having the answer. Called by one thread; answers arrive on any. */
@FunctionalInterface
interface RoundTrip {
    /** Asks once. The future fails if the answer is not the right one. */
    CompletableFuture<?> once();
}
