package dev.sluice.api.command;

import dev.sluice.api.find.JobLookup;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.api.serve.Later;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.CommandType;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /v1/jobs/{jobId}/explain}: why a job is where it is. The dispatcher is asked about a job that has not ended; of one that has,
 * the last decision told is the answer.
 */
public final class ExplainJob implements Handler {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    // Commands overtake requests: a job that was submitted a moment ago may be met a moment later.
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Addressees addressees;
    private final Commands commands;
    private final RecentJobs recent;
    private final Duration patience;
    private final InstantSource clock;

    public ExplainJob(JobLookup jobs, Commands commands, RecentJobs recent, Duration patience, InstantSource clock) {
        this.addressees = new Addressees(jobs);
        this.commands = commands;
        this.recent = recent;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public void handle(Context context) {
        Later.answer(
                context,
                () -> addressees.named(context).thenCompose(this::explain),
                explanation -> context.contentType("application/json")
                        .result(explanation.json().toString()));
    }

    private CompletableFuture<Explanation> explain(Addressee job) {
        Optional<JobView> ended = job.ended();
        return ended.isPresent()
                ? CompletableFuture.completedFuture(new Explanation.Ended(ended.get()))
                : ask(job, clock.instant().plus(patience));
    }

    private CompletableFuture<Explanation> ask(Addressee job, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return commands.send(commands.about(job, CommandType.EXPLAIN), left.isNegative() ? Duration.ZERO : left)
                .thenCompose(answer -> told(
                        job,
                        answer.orElseThrow(() -> late("the dispatcher did not answer within " + patience.toSeconds()
                                + " s; see its health, or ask again")),
                        until));
    }

    private CompletableFuture<Explanation> told(Addressee job, JobEvent event, Instant until) {
        CommandAnswer answer = event.getAnswer() == null ? CommandAnswer.REFUSED : event.getAnswer();
        return switch (answer) {
            case EXPLAINED -> CompletableFuture.completedFuture(explained(job, event));
            case TOO_LATE, CANCELLED -> ended(job, event);
            case NOT_FOUND -> notFound(job, until);
            case REFUSED -> throw late("the dispatcher would not explain the job");
        };
    }

    private Explanation explained(Addressee job, JobEvent event) {
        Optional<JobView> known = recent.find(job.key()).or(job::view);
        // It may have ended since it was explained.
        return known.filter(JobView::ended)
                .<Explanation>map(Explanation.Ended::new)
                .orElseGet(() -> new Explanation.Live(known, event));
    }

    private CompletableFuture<Explanation> ended(Addressee job, JobEvent event) {
        return recent.whenEnded(job.key(), RETRY_AFTER)
                .thenApply(end -> end.<Explanation>map(Explanation.Ended::new)
                        .orElseGet(() -> new Explanation.Forgotten(job, event)));
    }

    private CompletableFuture<Explanation> notFound(Addressee job, Instant until) {
        if (job.view().isEmpty()) {
            throw Problem.of(ErrorCode.NOT_FOUND, "no job " + job.key().jobId() + " is known on " + job.database())
                    .exception();
        }
        if (!clock.instant().plus(PAUSE).isBefore(until)) {
            throw late("the dispatcher has not met the job yet; ask again");
        }
        Executor later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> recent.find(job.key()).filter(JobView::ended), later)
                .thenCompose(ended -> ended.isPresent()
                        ? CompletableFuture.completedFuture(new Explanation.Ended(ended.get()))
                        : ask(job, until));
    }

    private static RuntimeException late(String detail) {
        return Problem.retryable(ErrorCode.TIMEOUT, detail, RETRY_AFTER).exception();
    }
}
