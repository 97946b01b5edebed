package dev.sluice.api.result;

import dev.sluice.api.find.JobLookup;
import dev.sluice.api.find.WaitTime;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.form.QueryParameters;
import dev.sluice.api.history.RowRange;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.api.serve.Later;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /v1/jobs/{jobId}/result}: rows from {@code ?offset=} on, {@code ?limit=} at most. A job that has not ended is a conflict,
 * unless {@code ?wait=} outlasts it; a job that did not succeed answers with its own error. With {@code Accept: application/x-ndjson} all rows
 * from there on, one a line.
 */
public final class GetResult implements Handler {
    private static final int USUAL = 1_000;
    private static final int MOST = 10_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final List<String> PARAMETERS = List.of("tenant", "offset", "limit", "wait");

    private final JobLookup jobs;
    private final RecentJobs recent;
    private final WaitTime waits;
    private final ResultRows rows;
    private final RowLines lines;
    private final PageRoom room = new PageRoom();

    public GetResult(JobLookup jobs, RecentJobs recent, WaitTime waits, ResultRows rows) {
        this.jobs = jobs;
        this.recent = recent;
        this.waits = waits;
        this.rows = rows;
        this.lines = new RowLines(rows);
    }

    @Override
    public void handle(Context context) {
        QueryParameters.requireKnown(context, PARAMETERS);
        long offset = QueryParameters.number(context, "offset", 0, 0, Long.MAX_VALUE / 2);
        boolean all = RowLines.wanted(context) && context.queryParam("limit") == null;
        long limit = all ? Long.MAX_VALUE : QueryParameters.number(context, "limit", USUAL, 1, MOST);
        Optional<Duration> wait = waits.of(context);
        if (RowLines.wanted(context)) {
            lines.answer(context, () -> succeeded(context, wait), offset, limit);
            return;
        }
        RowRange range = new RowRange(offset, (int) limit);
        Later.answer(
                context,
                () -> succeeded(context, wait)
                        .thenCompose(view -> room.enter(context).thenCompose(inside -> rows.of(view, range))),
                page -> context.contentType("application/json").result(page.json(range)));
    }

    private CompletableFuture<JobView> succeeded(Context context, Optional<Duration> wait) {
        return jobs.named(context).thenCompose(view -> ended(view, wait)).thenApply(GetResult::succeeded);
    }

    private CompletableFuture<JobView> ended(JobView view, Optional<Duration> wait) {
        return view.ended() || wait.isEmpty()
                ? CompletableFuture.completedFuture(view)
                : recent.whenEnded(view.key(), wait.get()).thenApply(end -> end.orElse(view));
    }

    private static JobView succeeded(JobView view) {
        JobState state = view.progress().state();
        JobError error = view.progress().error();
        if (!view.ended()) {
            throw Problem.retryable(
                            ErrorCode.CONFLICT,
                            "the job has no result yet: it is " + state + "; try ?wait=10s",
                            RETRY_AFTER)
                    .exception();
        }
        if (error != null && state != JobState.SUCCEEDED) {
            throw Problem.of(error.getCode(), "the job is " + state + ": " + error.getMessage())
                    .exception();
        }
        if (state != JobState.SUCCEEDED) {
            throw Problem.of(ErrorCode.NOT_FOUND, "the job has no result: it is " + state)
                    .exception();
        }
        return view;
    }
}
