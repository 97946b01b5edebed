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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every job this executor has taken and not yet handed to a publisher, and those cancelled before they came. Thread-safe. */
public final class JobsInHand {
    private static final Logger log = LoggerFactory.getLogger(JobsInHand.class);
    /** For so long after a cancel its job is stopped if it comes: as long as a routed job may run, and as its cancel can be read. */
    private static final Duration WINDOW = Duration.ofDays(1);

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
    void cancel(JobKey key, Instant at) {
        List<Attempt> found;
        synchronized (this) {
            found = List.copyOf(attempts.getOrDefault(key, Set.of()));
            tombstones.put(key, at, clock.instant());
        }
        for (Attempt attempt : found) {
            try {
                attempt.stop(Stop.CANCELLED);
            } catch (RuntimeException | Error broken) {
                // Such as no thread for it. The job is told all the same, and the watch goes on where this ended.
                log.atError()
                        .addKeyValue("jobId", key.jobId())
                        .setCause(broken)
                        .log("A running statement could not be cancelled yet; it is tried again");
            }
        }
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
