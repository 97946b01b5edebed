package dev.sluice.benchmarks.execute;

import dev.sluice.benchmarks.execute.ExecuteResult.Exports;
import dev.sluice.benchmarks.execute.ExecuteResult.Inserts;
import org.jspecify.annotations.Nullable;

/** What one part of a run measured; it travels between processes as JSON. What it did not measure is NaN or null. */
record Measured(
        @Nullable Standing standing,
        double busyFraction,
        double cleanReads,
        @Nullable Inserts inserts,
        @Nullable Exports exports) {
    static Measured of(Standing standing) {
        return new Measured(standing, Double.NaN, Double.NaN, null, null);
    }
}
