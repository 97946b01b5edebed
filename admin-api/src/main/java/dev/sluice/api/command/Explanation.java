package dev.sluice.api.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.job.JobJson;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import dev.sluice.api.job.Progress;
import dev.sluice.api.job.Submission;
import dev.sluice.message.JobEvent;
import java.util.Optional;

/** Why a job is where it is, and who says so. */
sealed interface Explanation {
    ObjectNode json();

    /** The job has ended: what was told of it last. */
    record Ended(JobView view) implements Explanation {
        @Override
        public ObjectNode json() {
            return JobJson.of(view).put("source", "history");
        }
    }

    /** The job has not ended: the dispatcher's decision of this moment, beside what else is known. */
    record Live(Optional<JobView> known, JobEvent event) implements Explanation {
        @Override
        public ObjectNode json() {
            JobView view = known.orElseGet(() -> new JobView(
                    new JobKey(event.getTenant(), event.getJobId()), Submission.of(event), Progress.submitted(), null));
            JobView now =
                    new JobView(view.key(), view.submission(), view.progress().after(event), view.result());
            return JobJson.of(now)
                    .put("source", "dispatcher")
                    .put("explainedAt", event.getAt().toString());
        }
    }

    /** The job has ended, and only the dispatcher remembers that. */
    record Forgotten(Addressee job, JobEvent event) implements Explanation {
        @Override
        public ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("jobId", job.key().jobId())
                    .put("tenant", job.key().tenant())
                    .put("database", job.database())
                    .put("state", event.getState().name())
                    .put("ended", true)
                    .put("source", "dispatcher")
                    .put("explainedAt", event.getAt().toString());
        }
    }
}
