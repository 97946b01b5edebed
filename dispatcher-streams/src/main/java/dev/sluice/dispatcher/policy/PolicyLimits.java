package dev.sluice.dispatcher.policy;

import dev.sluice.message.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much a policy lets a tenant have, per database. What it does not limit is the largest value of its type.
 *
 * @param maxResultBytes cap of one result, bytes
 * @param resultMemory sum of the result caps of jobs that run at once, bytes
 * @param maxRunning jobs that run at once
 * @param jobsPerSecond jobs started a second
 * @param retries of its dead letters
 */
public record PolicyLimits(
        long maxResultBytes, long resultMemory, int maxRunning, double jobsPerSecond, Retries retries) {
    /** No limit at all. */
    public static final PolicyLimits NONE = new PolicyLimits(
            Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Double.POSITIVE_INFINITY, Retries.UNSAID);

    /**
     * How often a job whose tries are used up is retried automatically, and how long after it was given up. Policies that say nothing
     * about it leave it to those that do; what none of them grants is not done.
     */
    public record Retries(int most, Duration after) {
        /** Nothing is said, and that grants none. */
        public static final Retries UNSAID = new Retries(Integer.MAX_VALUE, Duration.ZERO);

        private static Retries of(Policy policy) {
            Integer most = policy.getDeadLetterRetries();
            Long millis = policy.getDeadLetterRetryMillis();
            return most == null
                    ? UNSAID
                    : new Retries(most, millis == null ? Duration.ZERO : Duration.ofMillis(millis));
        }

        /** How many are granted. */
        public int granted() {
            return most == UNSAID.most ? 0 : most;
        }

        private Retries strictest(Retries other) {
            return new Retries(Math.min(most, other.most), after.compareTo(other.after) >= 0 ? after : other.after);
        }
    }

    static PolicyLimits of(Policy policy) {
        return new PolicyLimits(
                orNone(policy.getMaxResultBytes(), NONE.maxResultBytes),
                orNone(policy.getResultMemory(), NONE.resultMemory),
                orNone(policy.getMaxRunning(), NONE.maxRunning),
                orNone(policy.getJobsPerSecond(), NONE.jobsPerSecond),
                Retries.of(policy));
    }

    PolicyLimits strictest(PolicyLimits other) {
        return new PolicyLimits(
                Math.min(maxResultBytes, other.maxResultBytes),
                Math.min(resultMemory, other.resultMemory),
                Math.min(maxRunning, other.maxRunning),
                Math.min(jobsPerSecond, other.jobsPerSecond),
                retries.strictest(other.retries));
    }

    private static <N> N orNone(@Nullable N limit, N none) {
        return limit == null ? none : limit;
    }
}
