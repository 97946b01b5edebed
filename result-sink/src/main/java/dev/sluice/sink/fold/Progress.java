package dev.sluice.sink.fold;

import dev.sluice.message.JobState;
import dev.sluice.schemas.job.JobTransitions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a change relates to what is known of its job.
 *
 * <p>States between two that are seen may have been missed or folded away, so a change is onward if its state can be reached by
 * any number of legal transitions, not only by one.
 */
enum Progress {
    /** The job has moved on to the state of this change. */
    ONWARD,
    /** Another report of the state the job is in. */
    SAME,
    /** A late or contradicting report: what is known stands. */
    STALE;

    private static final Map<JobState, Set<JobState>> REACHABLE = reachable();

    /** Compares a change with what is known. A non-terminal report of an earlier attempt is late whatever its state. */
    static Progress of(JobChange known, JobChange change) {
        JobState from = known.state();
        JobState to = change.state();
        boolean current = JobTransitions.terminal(to) || change.attempt() >= known.attempt();
        boolean moved = from != to || change.attempt() > known.attempt();
        if (current && moved && REACHABLE.getOrDefault(from, Set.of()).contains(to)) {
            return ONWARD;
        }
        return from == to ? SAME : STALE;
    }

    /** The same comparison in SQL, between the row {@code j} and {@code excluded}: true if onward. */
    static String onwardSql() {
        List<String> pairs = new ArrayList<>();
        REACHABLE.forEach((from, successors) -> successors.forEach(to -> pairs.add(from + ">" + to)));
        String terminal = EnumSet.allOf(JobState.class).stream()
                .filter(JobTransitions::terminal)
                .map(Progress::quoted)
                .collect(Collectors.joining(", "));
        return "(j.state || '>' || excluded.state) IN ("
                + pairs.stream().map(Progress::quoted).collect(Collectors.joining(", "))
                + ") AND (excluded.state IN (" + terminal + ") OR excluded.attempt >= j.attempt)"
                + " AND (excluded.state <> j.state OR excluded.attempt > j.attempt)";
    }

    private static String quoted(Object state) {
        return "'" + state + "'";
    }

    private static Map<JobState, Set<JobState>> reachable() {
        Map<JobState, Set<JobState>> reachable = new EnumMap<>(JobState.class);
        for (JobState from : JobState.values()) {
            reachable.put(from, reachableFrom(from));
        }
        return reachable;
    }

    private static Set<JobState> reachableFrom(JobState from) {
        Set<JobState> seen = EnumSet.noneOf(JobState.class);
        Deque<JobState> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            JobState state = open.pop();
            for (JobState next : JobState.values()) {
                if (JobTransitions.legal(state, next) && seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return seen;
    }
}
