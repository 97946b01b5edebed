package dev.sluice.dispatcher.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The generic cell rate algorithm (ITU-T I.371): a token bucket whose whole state is one time, the mark, at which the bucket would be
 * full again. Pure; the mark is kept by the caller.
 */
public final class Throttle {
    private static final double NANOS = 1e9;

    private final TenantRate rate;

    public Throttle(TenantRate rate) {
        this.rate = rate;
    }

    /**
     * What one more job means.
     *
     * @param start the job may start then and not earlier
     * @param mark the tenant's new mark
     */
    public record Throttled(Instant start, Instant mark) {}

    /** When the next job of a tenant with this mark may start, or nothing if there is no limit. */
    public Optional<Throttled> next(Instant mark, Instant now) {
        if (rate.jobsPerSecond() == 0) {
            return Optional.empty();
        }
        Duration each = Duration.ofNanos((long) (NANOS / rate.jobsPerSecond()));
        Instant from = mark.isAfter(now) ? mark : now;
        Instant start = from.minus(each.multipliedBy(rate.burst() - 1L));
        return Optional.of(new Throttled(start.isAfter(now) ? start : now, from.plus(each)));
    }
}
