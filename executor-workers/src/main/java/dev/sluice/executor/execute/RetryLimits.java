package dev.sluice.executor.execute;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after what pauses a job is tried again here.
 *
 * @param retries tries after the first
 * @param first upper bound of the pause before the first retry; doubles with each one
 * @param most upper bound of any pause
 */
public record RetryLimits(int retries, Duration first, Duration most) {
    private static final int MAX_DOUBLINGS = 20;

    public RetryLimits {
        if (retries < 0 || first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("not a way to retry: " + retries + " times, " + first + " to " + most);
        }
    }

    /** A pause with full jitter, so that those who collided once do not collide again. */
    Duration pauseAfter(int tries, RandomGenerator random) {
        long bound = Math.min(most.toMillis(), first.toMillis() << Math.min(tries - 1, MAX_DOUBLINGS));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }
}
