package dev.sluice.dispatcher.throttle;

import dev.sluice.message.LimitCheck;
import dev.sluice.message.StatementClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The generic cell rate algorithm (ITU-T I.371): a token bucket whose whole state is one time, the mark, at which the bucket would be
 * full again. A job takes a token of every bucket it belongs to and may start when the last of them has one. Pure; the marks are kept
 * by the caller.
 */
public final class Throttle {
    private static final double NANOS = 1e9;

    private final Rates rates;

    public Throttle(Rates rates) {
        this.rates = rates;
    }

    /** Whose tokens a job takes; policies may allow its tenant fewer a second than the rates do. */
    public record Taker(String tenant, String principal, StatementClass statementClass, double tenantPerSecond) {}

    /** The new mark of a bucket. */
    public record Mark(String bucket, Instant at) {}

    /**
     * What one more job means.
     *
     * @param start the job may start then and not earlier
     * @param marks the buckets' new marks
     * @param limits how far each bucket was used: jobs it is behind by, of its burst
     */
    public record Throttled(Instant start, List<Mark> marks, List<LimitCheck> limits) {
        public Throttled {
            marks = List.copyOf(marks);
            limits = List.copyOf(limits);
        }
    }

    /** When the next job of this taker may start; {@code markOf} knows the mark of a bucket. */
    public Throttled next(Taker taker, Function<String, Instant> markOf, Instant now) {
        Instant start = now;
        List<Mark> marks = new ArrayList<>();
        List<LimitCheck> limits = new ArrayList<>();
        for (Bucket bucket : buckets(taker)) {
            Rate rate = bucket.rate();
            Duration each = Duration.ofNanos((long) (NANOS / rate.jobsPerSecond()));
            Instant mark = markOf.apply(bucket.key());
            Instant from = mark.isAfter(now) ? mark : now;
            Instant earliest = from.minus(each.multipliedBy(rate.burst() - 1L));
            start = earliest.isAfter(start) ? earliest : start;
            marks.add(new Mark(bucket.key(), from.plus(each)));
            long used = Duration.between(now, from).dividedBy(each);
            limits.add(new LimitCheck(bucket.name(), bucket.key(), used, (long) rate.burst(), !earliest.isAfter(now)));
        }
        return new Throttled(start, marks, limits);
    }

    private record Bucket(String name, String key, Rate rate) {}

    private List<Bucket> buckets(Taker taker) {
        List<Bucket> buckets = new ArrayList<>(3);
        Rate tenant = rates.tenant().atMost(taker.tenantPerSecond());
        if (tenant.limits()) {
            buckets.add(new Bucket("tenant rate", taker.tenant(), tenant));
        }
        if (rates.principal().limits()) {
            buckets.add(new Bucket("principal rate", taker.tenant() + "/" + taker.principal(), rates.principal()));
        }
        Rate ofClass = rates.of(taker.statementClass());
        if (ofClass.limits()) {
            // No tenant has an empty name.
            buckets.add(new Bucket("class rate", "/" + taker.statementClass(), ofClass));
        }
        return buckets;
    }
}
