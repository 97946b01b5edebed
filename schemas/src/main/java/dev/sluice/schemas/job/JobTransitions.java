package dev.sluice.schemas.job;

import dev.sluice.message.JobState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The one table of legal transitions between job states.
 *
 * <p>A reader of events may miss RUNNING: a job that ends quickly is reported by its terminal event alone, so every state
 * that can lead to RUNNING can lead to its successors as well. Thread-safe.
 */
public final class JobTransitions {
    private static final Set<JobState> TERMINAL = EnumSet.of(
            JobState.SUCCEEDED,
            JobState.FAILED,
            JobState.CANCELLED,
            JobState.EXPIRED,
            JobState.REJECTED,
            JobState.UNKNOWN);
    private static final Map<JobState, Set<JobState>> LEGAL = new EnumMap<>(Map.of(
            JobState.QUEUED,
                    EnumSet.of(
                            JobState.ADMITTED,
                            JobState.CANCELLED,
                            JobState.EXPIRED,
                            JobState.REJECTED,
                            JobState.FAILED),
            JobState.ADMITTED,
                    EnumSet.of(
                            JobState.RUNNING,
                            JobState.RETRYING,
                            JobState.SUCCEEDED,
                            JobState.FAILED,
                            JobState.CANCELLED,
                            JobState.EXPIRED,
                            JobState.UNKNOWN),
            JobState.RUNNING,
                    EnumSet.of(
                            JobState.RETRYING,
                            JobState.SUCCEEDED,
                            JobState.FAILED,
                            JobState.CANCELLED,
                            JobState.EXPIRED,
                            JobState.UNKNOWN),
            JobState.RETRYING,
                    EnumSet.of(
                            JobState.ADMITTED,
                            JobState.RUNNING,
                            JobState.SUCCEEDED,
                            JobState.FAILED,
                            JobState.CANCELLED,
                            JobState.EXPIRED,
                            JobState.UNKNOWN)));

    private JobTransitions() {}

    /** Whether a job may go from one state to the other. A state is never its own successor. */
    public static boolean legal(JobState from, JobState to) {
        return LEGAL.getOrDefault(from, Set.of()).contains(to);
    }

    /** Whether a job in this state has ended for good. */
    public static boolean terminal(JobState state) {
        return TERMINAL.contains(state);
    }
}
