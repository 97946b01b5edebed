package dev.sluice.executor.execute;

import dev.sluice.message.ErrorCode;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often and after what pauses a job is tried again here.
 *
 * @param retries tries after the first
 * @param lookUps how often the ledger is asked beyond that what became of a commit whose answer was lost
 * @param first upper bound of the pause before the first retry; doubles with each one
 * @param most upper bound of any pause
 */
public record RetryLimits(int retries, int lookUps, Duration first, Duration most) {
    /** The longest pause of {@link #usual}. */
    public static final Duration USUAL_MOST = Duration.ofSeconds(2);

    /** Half a minute: about what a server takes to start again, or another one to take over. */
    private static final int USUAL_LOOK_UPS = 20;

    private static final int MAX_DOUBLINGS = 20;

    public RetryLimits {
        if (retries < 0 || lookUps < 0 || first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("not a way to retry: " + retries + " times, " + first + " to " + most);
        }
    }

    public static RetryLimits usual(int retries, Duration first) {
        return new RetryLimits(retries, USUAL_LOOK_UPS, first, USUAL_MOST);
    }

    /** Whether a job that was tried so often may be tried once more to learn what became of its commit. */
    boolean mayLookUp(int tries) {
        return tries <= retries + lookUps;
    }

    /** A pause before the next try. Whoever loses a second connection waits longer: what cuts them off is over in a moment, mostly. */
    Duration pauseAfter(int tries, @Nullable ErrorCode why, RandomGenerator random) {
        boolean down = why == ErrorCode.CONNECTION_LOST || why == ErrorCode.ENGINE_DOWN;
        return down && tries > 1 ? pauseWhileDown(random) : pauseAfter(tries, random);
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
