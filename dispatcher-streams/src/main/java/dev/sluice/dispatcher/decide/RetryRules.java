package dev.sluice.dispatcher.decide;

import dev.sluice.message.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often and how soon a released job is tried again: exponential backoff with jitter that comes from the job's id, so that the
 * same job always waits alike and different ones do not crowd.
 *
 * @param maxAttempts attempts that may count; an engine that is down or full counts none
 */
public record RetryRules(int maxAttempts, Duration firstBackoff, Duration longestBackoff) {
    public RetryRules {
        if (maxAttempts < 1 || firstBackoff.isNegative() || longestBackoff.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException(
                    "retries need at least one attempt and a longest backoff not below the first");
        }
    }

    boolean burns(@Nullable ErrorCode code) {
        return switch (code) {
            case ENGINE_DOWN, ENGINE_SATURATED, POOL_EXHAUSTED, LEASH_OVERRUN, EXECUTOR_STOPPING -> false;
            case null, default -> true;
        };
    }

    /** When a job that was released for this reason is next in line: at once if all it needs is another executor. */
    @Nullable
    Instant nextAt(Instant now, @Nullable ErrorCode why, int attempt, String jobId) {
        if (why == ErrorCode.EXECUTOR_STOPPING) {
            return null;
        }
        long doubled = firstBackoff.toMillis() << Math.clamp(attempt - 1L, 0, 20);
        long backoff = Math.min(doubled, longestBackoff.toMillis());
        long half = backoff / 2;
        long jitter = Math.floorMod((long) (jobId + attempt).hashCode(), half + 1);
        return now.plusMillis(half + jitter);
    }
}
