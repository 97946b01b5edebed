package dev.sluice.api.job;

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

    public JobView withResult(JobResult known) {
        return new JobView(key, submission, progress, known);
    }
}
