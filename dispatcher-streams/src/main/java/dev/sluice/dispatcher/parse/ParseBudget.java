package dev.sluice.dispatcher.parse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Parse time by tenant, a token bucket for each: nobody's texts can take a stream thread away from the others for long. A parse is paid
 * for when it is over, so a bucket may fall below zero and then pays off first. Thread-safe.
 */
public final class ParseBudget {
    private static final int TENANTS = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final double burst;
    private final double refill;
    private final LongSupplier nanoTime;
    /** A tenant that is forgotten starts anew with a full bucket. */
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(TENANTS).executor(Runnable::run).build();

    private static final class Bucket {
        private double left;
        private long at;

        Bucket(double left, long at) {
            this.left = left;
            this.at = at;
        }
    }

    /** {@code nanoTime} counts nanoseconds from any start, as {@link System#nanoTime} does. */
    public ParseBudget(ParseLimits limits, LongSupplier nanoTime) {
        this.burst = limits.burst().toNanos();
        this.refill = limits.perSecond().toNanos() / (double) NANOS_PER_SECOND;
        this.nanoTime = nanoTime;
    }

    /** Whether this tenant has parse time left now. */
    public boolean allows(String tenant) {
        Bucket bucket = bucket(tenant);
        synchronized (bucket) {
            long now = nanoTime.getAsLong();
            bucket.left = Math.min(burst, bucket.left + (now - bucket.at) * refill);
            bucket.at = now;
            return bucket.left > 0;
        }
    }

    /** Parsed for this tenant and this long. */
    public void spent(String tenant, Duration time) {
        Bucket bucket = bucket(tenant);
        synchronized (bucket) {
            bucket.left -= time.toNanos();
        }
    }

    private Bucket bucket(String tenant) {
        return buckets.get(tenant, unknown -> new Bucket(burst, nanoTime.getAsLong()));
    }
}
