package dev.sluice.executor.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has jobs take turns that were started before and never ended, whatever their lane: if one of them ends its executor, it takes none of the
 * others with it. After a turn one of each line is called, and whoever gets a slot first has the next, for another line may be long. Thread-safe.
 *
 * @param <J> a job, told from others by equals
 */
public final class Suspects<J> {
    private final Function<J, ?> lineOf;
    private final List<J> waiting = new ArrayList<>();
    private @Nullable J turn;

    /** {@code lineOf} says where a job lines up for a slot. */
    public Suspects(Function<J, ?> lineOf) {
        this.lineOf = lineOf;
    }

    /** Whether it is this job's turn. If not, {@link #leave} calls it later. */
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

    /**
     * Ends the turn if it was this job's. Whoever is to line up again because it is nobody's turn now; all of them come back by {@link #enter}
     * or by this.
     */
    synchronized List<J> leave(J job) {
        if (job.equals(turn)) {
            turn = null;
        }
        if (turn != null || waiting.isEmpty()) {
            return List.of();
        }
        Set<Object> lines = new HashSet<>();
        List<J> called =
                waiting.stream().filter(each -> lines.add(lineOf.apply(each))).toList();
        waiting.removeAll(called);
        return called;
    }
}
