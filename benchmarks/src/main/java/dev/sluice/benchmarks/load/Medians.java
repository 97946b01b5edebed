package dev.sluice.benchmarks.load;

import java.util.Arrays;

/** The middle of measured values: one round that something disturbed does not move it. */
public final class Medians {
    private Medians() {}

    /** The value in the middle, or the mean of the two there. At least one value. */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
