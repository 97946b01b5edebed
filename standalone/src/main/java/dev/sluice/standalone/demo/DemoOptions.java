package dev.sluice.standalone.demo;

/**
 * How much of everything.
 *
 * @param scale TPC-H scale factor: 0.01 is 86,000 rows
 * @param pointSelects over both databases
 * @param writes over both databases
 * @param underWay jobs that each tenant has under way at once on each database
 */
public record DemoOptions(double scale, int pointSelects, int writes, int underWay) {
    /** Enough to keep both cores busy, few enough that waiting in line is not what is measured. */
    public static final int UNDER_WAY = 8;

    public DemoOptions {
        if (!(scale > 0 && scale <= 10)) {
            throw new IllegalArgumentException("the scale must be above 0 and at most 10, not " + scale);
        }
        if (pointSelects < 0 || writes < 0 || underWay < 1) {
            throw new IllegalArgumentException(
                    "numbers of jobs cannot be negative, and at least one must be under way");
        }
    }
}
