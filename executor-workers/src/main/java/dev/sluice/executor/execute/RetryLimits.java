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

    /** A pause while a database is down: up to the longest, and half of that at least, for nobody is in a hurry to hear that it still is. */
    Duration pauseWhileDown(RandomGenerator random) {
        long half = Math.max(1, most.toMillis() / 2);
        return Duration.ofMillis(half + random.nextLong(half));
    }

    /** A pause with full jitter, so that those who collided once do not collide again. */
    Duration pauseAfter(int tries, RandomGenerator random) {
        long bound = Math.min(most.toMillis(), first.toMillis() << Math.clamp(tries - 1, 0, MAX_DOUBLINGS));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }
}
