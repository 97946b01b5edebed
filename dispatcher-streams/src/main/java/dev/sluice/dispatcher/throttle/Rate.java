package dev.sluice.dispatcher.throttle;

/** How many jobs a second may start, and how many at once after a pause. A rate of 0 is no limit. */
public record Rate(double jobsPerSecond, int burst) {
    /** No limit. */
    public static final Rate UNLIMITED = new Rate(0, 1);

    public Rate {
        if (!(jobsPerSecond >= 0) || burst < 1) {
            throw new IllegalArgumentException("a rate cannot be negative, and a burst is at least 1");
        }
    }

    /** The stricter of this rate and so many jobs a second, where infinitely many are no limit. */
    Rate atMost(double perSecond) {
        boolean stricter = perSecond < Double.POSITIVE_INFINITY && (!limits() || perSecond < jobsPerSecond);
        // Policies name no burst: that of the settings stays; where these have no rate it is a second of jobs.
        return stricter
                ? new Rate(perSecond, limits() ? burst : (int) Math.clamp(perSecond, 1, Integer.MAX_VALUE))
                : this;
    }

    boolean limits() {
        return jobsPerSecond > 0;
    }
}
