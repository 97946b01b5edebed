package dev.sluice.api.submit;

import dev.sluice.api.find.WaitTime;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.form.CallHeaders;
import dev.sluice.api.form.Form;
import dev.sluice.api.form.JsonBody;
import dev.sluice.api.form.RequestForm;
import dev.sluice.api.job.JobJson;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.api.serve.Later;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /v1/jobs}: 202 once Kafka has acknowledged the request, or, with {@code ?wait=}, 200 if the job ended within that time.
 * The same body under the same job id is accepted again; the dispatcher runs it once.
 */
public final class SubmitJob implements Handler {
    private final JsonBody bodies;
    private final RequestForm form;
    private final AcceptRequest accepting;
    private final RecentJobs recent;
    private final WaitTime waits;

    public SubmitJob(SubmitRules rules, RequestPublisher publisher, RecentJobs recent, WaitTime waits) {
        this.bodies = new JsonBody(rules.maxBodyBytes());
        this.form = new RequestForm(rules.topics(), rules.binding(), rules.clock());
        this.accepting = new AcceptRequest(publisher, recent);
        this.recent = recent;
        this.waits = waits;
    }

    @Override
    public void handle(Context context) {
        var wait = waits.of(context);
        CallHeaders headers = CallHeaders.of(context);
        switch (form.read(bodies.of(context), headers)) {
            case Form.Refused refused -> throw Problem.of(refused.problems()).exception();
            case Form.Filled filled ->
                Later.answer(
                        context,
                        () -> accepting
                                .accept(filled, headers.traceparent())
                                .thenCompose(accepted -> wait.isEmpty()
                                        ? CompletableFuture.completedFuture(accepted)
                                        : recent.whenEnded(accepted.key(), wait.get())
                                                .thenApply(end -> end.orElse(accepted))),
                        view -> answer(context, view));
        }
    }

    private static void answer(Context context, JobView view) {
        boolean ended = view.ended();
        context.status(ended ? 200 : 202).header("Location", JobJson.path(view.key()));
        if (!ended) {
            context.header("Retry-After", "1");
        }
        context.contentType("application/json").result(JobJson.of(view).toString());
    }
}
