package dev.sluice.dispatcher.policy;

import dev.sluice.message.Policy;
import org.jspecify.annotations.Nullable;

/**
 * How much a policy lets a tenant have, per database. What it does not limit is the largest value of its type.
 *
 * @param maxResultBytes cap of one result, bytes
 * @param resultMemory sum of the result caps of jobs that run at once, bytes
 * @param maxRunning jobs that run at once
 * @param jobsPerSecond jobs started a second
 */
public record PolicyLimits(long maxResultBytes, long resultMemory, int maxRunning, double jobsPerSecond) {
    /** No limit at all. */
    public static final PolicyLimits NONE =
            new PolicyLimits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

    static PolicyLimits of(Policy policy) {
        return new PolicyLimits(
                orNone(policy.getMaxResultBytes(), NONE.maxResultBytes),
                orNone(policy.getResultMemory(), NONE.resultMemory),
                orNone(policy.getMaxRunning(), NONE.maxRunning),
                orNone(policy.getJobsPerSecond(), NONE.jobsPerSecond));
    }

    PolicyLimits strictest(PolicyLimits other) {
        return new PolicyLimits(
                Math.min(maxResultBytes, other.maxResultBytes),
                Math.min(resultMemory, other.resultMemory),
                Math.min(maxRunning, other.maxRunning),
                Math.min(jobsPerSecond, other.jobsPerSecond));
    }

    private static <N> N orNone(@Nullable N limit, N none) {
        return limit == null ? none : limit;
    }
}
