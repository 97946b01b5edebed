package dev.sluice.executor.lane;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has jobs take turns that were started before and never ended, whatever their lane: if one of them ends its executor, it takes none of the others with it. Thread-safe.
 *
 * @param <J> a job, told from others by equals
 */
public final class Suspects<J> {
    private final Queue<J> waiting = new ArrayDeque<>();
    private @Nullable J turn;

    /** Whether it is this job's turn. If not, {@link #leave} names it later. */
    synchronized boolean enter(J job) {
        if (turn == null) {
            turn = job;
        }
        if (!job.equals(turn)) {
            waiting.add(job);
        }
        return job.equals(turn);
    }

    /** Those that need no turn any more; they wait no longer. */
    synchronized List<J> release(Predicate<J> done) {
        List<J> released = waiting.stream().filter(done).toList();
        waiting.removeAll(released);
        return released;
    }

    /** Ends the turn if it was this job's; whose it is now. */
    synchronized Optional<J> leave(J job) {
        if (!job.equals(turn)) {
            return Optional.empty();
        }
        turn = waiting.poll();
        return Optional.ofNullable(turn);
    }
}
