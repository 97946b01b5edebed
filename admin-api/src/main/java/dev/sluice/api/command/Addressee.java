package dev.sluice.api.command;

import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import java.util.Optional;

/** The job that a command is for, and where its command goes; nothing else is known of a job that has not arrived. */
record Addressee(JobKey key, String database, Optional<JobView> view) {
    static Addressee of(JobView view) {
        return new Addressee(view.key(), view.submission().database(), Optional.of(view));
    }

    /** The job as it ended, if it is known to have. */
    Optional<JobView> ended() {
        return view.filter(JobView::ended);
    }
}
