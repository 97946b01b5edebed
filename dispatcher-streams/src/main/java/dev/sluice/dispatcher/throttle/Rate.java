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

    boolean limits() {
        return jobsPerSecond > 0;
    }
}
