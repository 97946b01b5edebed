package dev.sluice.api.command;

import dev.sluice.api.find.JobLookup;
import dev.sluice.api.find.WaitTime;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.job.JobView;
import dev.sluice.api.serve.Later;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /v1/jobs/{jobId}/cancel} and {@code DELETE /v1/jobs/{jobId}}: 200 with exactly one of CANCELLED, TOO_LATE and NOT_FOUND, or
 * 202 if that is not known within {@code ?wait=}. With {@code ?database=} a job can be cancelled before it arrives.
 */
public final class CancelJob implements Handler {
    private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
    // The dispatcher answers right after the end it read of, and its own word counts.
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Addressees addressees;
    private final Commands commands;
    private final RecentJobs recent;
    private final WaitTime waits;

    public CancelJob(JobLookup jobs, Commands commands, RecentJobs recent, WaitTime waits) {
        this.addressees = new Addressees(jobs);
        this.commands = commands;
        this.recent = recent;
        this.waits = waits;
    }

    @Override
    public void handle(Context context) {
        Duration wait = waits.of(context).orElse(USUAL_WAIT);
        Later.answer(
                context,
                () -> addressees.named(context).thenCompose(job -> cancel(job, wait)),
                outcome -> outcome.answer(context));
    }

    private CompletableFuture<CancelOutcome> cancel(Addressee job, Duration wait) {
        Optional<JobView> ended = job.ended();
        if (ended.isPresent()) {
            return CompletableFuture.completedFuture(CancelOutcome.ofEnded(job, ended.get()));
        }
        ControlCommand command = commands.about(job, CommandType.CANCEL);
        var answer = commands.send(command, wait);
        var unused = recent.whenEnded(job.key(), wait)
                .thenAccept(end -> end.ifPresent(
                        view -> answer.completeOnTimeout(Optional.empty(), GRACE.toMillis(), TimeUnit.MILLISECONDS)));
        return answer.thenApply(event -> CancelOutcome.of(job, command.getCommandId(), event, recent.find(job.key())));
    }
}
