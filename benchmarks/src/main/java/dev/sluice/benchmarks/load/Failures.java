package dev.sluice.benchmarks.load;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Wrong answers: how many, and the first. A measurement with one is no measurement. Thread-safe. */
public final class Failures {
    private final LongAdder count = new LongAdder();
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    /** Null counts for nothing. */
    public void note(@Nullable Throwable failure) {
        if (failure != null) {
            count.increment();
            first.compareAndSet(null, failure);
        }
    }

    public void throwIfAny() {
        Throwable cause = first.get();
        if (cause != null) {
            throw new IllegalStateException(count + " answers were wrong, the first: " + cause.getMessage(), cause);
        }
    }
}
