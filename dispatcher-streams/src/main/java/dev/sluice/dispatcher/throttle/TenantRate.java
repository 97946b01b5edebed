package dev.sluice.dispatcher.throttle;

/** How many jobs a second one tenant may start on one database, and how many at once after a pause. A rate of 0 is no limit. */
public record TenantRate(double jobsPerSecond, int burst) {
    /** No limit. */
    public static final TenantRate UNLIMITED = new TenantRate(0, 1);

    public TenantRate {
        if (!(jobsPerSecond >= 0) || burst < 1) {
            throw new IllegalArgumentException("a rate cannot be negative, and a burst is at least 1");
        }
    }
}
