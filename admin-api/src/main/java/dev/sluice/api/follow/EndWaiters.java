package dev.sluice.api.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls that wait for a job to end: one future a job, no thread a waiter. Thread-safe. */
final class EndWaiters {
    private static final int MOST_JOBS = 10_000;
    private static final Duration OUTCOME = Duration.ofMillis(150);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    // Bounded: a waiter whose job falls out is answered by its own time-out.
    private final Cache<JobKey, CompletableFuture<Optional<JobView>>> ends = Caffeine.newBuilder()
            .maximumSize(MOST_JOBS)
            .expireAfterAccess(LONGEST)
            .build();

    CompletableFuture<Optional<JobView>> await(JobKey key, Duration patience) {
        CompletableFuture<Optional<JobView>> end = ends.get(key, absent -> new CompletableFuture<>());
        return end.copy().completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells of an end whose outcome is not here yet: at once when it comes, else after a moment, for it may have gone elsewhere. */
    void endedSoon(JobKey key, Supplier<Optional<JobView>> latest) {
        CompletableFuture<Optional<JobView>> end = ends.getIfPresent(key);
        if (end != null) {
            Executor later = CompletableFuture.delayedExecutor(OUTCOME.toMillis(), TimeUnit.MILLISECONDS);
            end.completeAsync(latest, later);
        }
    }

    void ended(JobView view) {
        CompletableFuture<Optional<JobView>> end = ends.asMap().remove(view.key());
        if (end != null) {
            // Off the caller's thread, which is the one that follows Kafka.
            end.completeAsync(() -> Optional.of(view));
        }
    }
}
