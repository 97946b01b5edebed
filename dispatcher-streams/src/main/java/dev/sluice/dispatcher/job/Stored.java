package dev.sluice.dispatcher.job;

import dev.sluice.message.JobState;
import java.time.Instant;

/** What the dispatcher remembers under the key of a job. */
public sealed interface Stored permits LiveJob, Stored.EndedJob, Stored.CancelledAhead {
    JobKey key();

    /** A job that has ended, remembered so that a repeated request is known: its hash tells the same content from other content. */
    record EndedJob(JobKey key, JobState state, String requestHash, Instant endedAt) implements Stored {}

    /** A job that was cancelled before it arrived. */
    record CancelledAhead(JobKey key, Instant at) implements Stored {}
}
