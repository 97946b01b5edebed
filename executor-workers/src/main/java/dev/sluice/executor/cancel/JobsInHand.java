package dev.sluice.executor.cancel;

import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every job this executor has taken and not yet handed to a publisher, and those cancelled before they came. Thread-safe. */
public final class JobsInHand {
    /** For so long after a cancel its job is stopped if it comes. */
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private static final int MAX_TOMBSTONES = 100_000;

    private final InstantSource clock;
    /** A set, because the same job can be in hand twice for a moment when its partition left and came back. */
    private final Map<JobKey, Set<Attempt>> attempts = new HashMap<>();

    private final Tombstones tombstones = new Tombstones(WINDOW, MAX_TOMBSTONES);

    public JobsInHand(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes note of a job; one that was cancelled before is told to stop at once. */
    public void add(Attempt attempt) {
        boolean cancelled;
        synchronized (this) {
            JobKey key = JobKey.of(attempt.job());
            attempts.computeIfAbsent(key, job -> new HashSet<>(2)).add(attempt);
            cancelled = tombstones.covers(key, clock.instant());
        }
        if (cancelled) {
            attempt.stop(Stop.CANCELLED);
        }
    }

    public synchronized void remove(Attempt attempt) {
        attempts.computeIfPresent(JobKey.of(attempt.job()), (job, same) -> {
            same.remove(attempt);
            return same.isEmpty() ? null : same;
        });
    }

    /** Tells a job to stop, and remembers to when it comes, or comes again: its partition may leave and return. */
    void cancel(String tenant, String jobId) {
        List<Attempt> found;
        synchronized (this) {
            JobKey key = new JobKey(tenant, jobId);
            found = List.copyOf(attempts.getOrDefault(key, Set.of()));
            tombstones.put(key, clock.instant());
        }
        found.forEach(attempt -> attempt.stop(Stop.CANCELLED));
    }

    /** Cancels from this moment on still matter. */
    Instant cancelsSince() {
        return clock.instant().minus(WINDOW);
    }

    /** Those in hand at this moment. */
    public synchronized List<Attempt> all() {
        return attempts.values().stream().flatMap(Collection::stream).toList();
    }
}
