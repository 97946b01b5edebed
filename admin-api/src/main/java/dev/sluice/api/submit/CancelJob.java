package dev.sluice.api.submit;

import dev.sluice.api.find.JobLookup;
import dev.sluice.api.form.JobIds;
import dev.sluice.api.form.RequestForm;
import dev.sluice.api.job.JobJson;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code DELETE /v1/jobs/{jobId}} and {@code POST /v1/jobs/{jobId}/cancel}: 202 once the command is published. How the job ends is
 * then its state to tell; a job that has ended is too late to cancel, which is a conflict.
 */
public final class CancelJob implements Handler {
    private final JobLookup jobs;
    private final RequestPublisher publisher;
    private final String control;
    private final InstantSource clock;
    private final JobIds ids;

    public CancelJob(JobLookup jobs, RequestPublisher publisher, SubmitRules rules) {
        this.jobs = jobs;
        this.publisher = publisher;
        this.control = rules.topics().control();
        this.clock = rules.clock();
        this.ids = new JobIds(rules.clock());
    }

    @Override
    public void handle(Context context) {
        context.future(() -> jobs.named(context).thenCompose(this::cancel).thenAccept(view -> answer(context, view)));
    }

    private CompletableFuture<JobView> cancel(JobView view) {
        if (view.ended()) {
            throw Problem.of(
                            ErrorCode.CONFLICT,
                            "too late to cancel: the job is " + view.progress().state())
                    .exception();
        }
        ControlCommand command = ControlCommand.newBuilder()
                .setCommandId(ids.next())
                .setType(CommandType.CANCEL)
                .setTenant(view.key().tenant())
                .setPrincipal(RequestForm.DEFAULT_PRINCIPAL)
                .setDatabase(view.submission().database())
                .setJobId(view.key().jobId())
                .setTables(List.of())
                .setReason("asked for over REST")
                .setAt(Instant.ofEpochMilli(clock.millis()))
                .build();
        return publisher
                .publish(control, command.getDatabase(), command, Optional.empty())
                .thenApply(acknowledged -> view);
    }

    private static void answer(Context context, JobView view) {
        context.status(202)
                .header("Location", JobJson.path(view.key()))
                .header("Retry-After", "1")
                .contentType("application/json")
                .result(JobJson.of(view).toString());
    }
}
