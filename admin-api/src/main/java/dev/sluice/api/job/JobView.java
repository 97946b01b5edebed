package dev.sluice.api.job;

import dev.sluice.message.JobState;
import org.jspecify.annotations.Nullable;

/** One job as far as it is known: who asked for what, how far it got, and its result once there is one. Immutable; thread-safe. */
public record JobView(
        JobKey key,
        Submission submission,
        Progress progress,
        @Nullable JobResult result) {

    /** Whether nothing more will happen to the job. A dry run has ended once it was answered. */
    public boolean ended() {
        return progress.ended();
    }

    /** Whether it has ended and everything is known that belongs to its end: the event and the outcome come apart. */
    public boolean complete() {
        return ended() && (progress.state() != JobState.SUCCEEDED || result != null);
    }
}
