package dev.sluice.executor.execute;

import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryReply;
import java.time.Duration;

/** What the lane does after a try. */
public sealed interface TryResult {
    /** The job ended; the outcome is to be published. */
    record Ended(QueryReply outcome) implements TryResult {}

    /** The job is to be tried again here after a pause. */
    record Again(JobError why, Duration pause) implements TryResult {}

    /** The job had no effect and goes back to the dispatcher. */
    record Released(JobError why, ExecutionMetrics times) implements TryResult {}

    /** The executor ends; nothing is published and the record goes to whoever owns the partition next. */
    record Abandoned() implements TryResult {}
}
