package dev.sluice.api.find;

import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.job.JobJson;
import dev.sluice.api.job.JobView;
import dev.sluice.api.serve.Later;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.CompletableFuture;

/** {@code GET /v1/jobs/{jobId}}: the job as far as it is known; with {@code ?wait=}, once it has ended or the time is up. */
public final class GetJob implements Handler {
    private final JobLookup jobs;
    private final RecentJobs recent;
    private final WaitTime waits;

    public GetJob(JobLookup jobs, RecentJobs recent, WaitTime waits) {
        this.jobs = jobs;
        this.recent = recent;
        this.waits = waits;
    }

    @Override
    public void handle(Context context) {
        var wait = waits.of(context);
        Later.answer(
                context,
                () -> jobs.named(context)
                        .thenCompose(view -> view.ended() || wait.isEmpty()
                                ? CompletableFuture.completedFuture(view)
                                : recent.whenEnded(view.key(), wait.get()).thenApply(end -> end.orElse(view))),
                view -> answer(context, view));
    }

    private static void answer(Context context, JobView view) {
        if (!view.ended()) {
            context.header("Retry-After", "1");
        }
        context.contentType("application/json").result(JobJson.of(view).toString());
    }
}
