package dev.sluice.api.command;

import dev.sluice.api.follow.CommandAnswers;
import dev.sluice.api.form.JobIds;
import dev.sluice.api.form.RequestForm;
import dev.sluice.api.submit.RequestPublisher;
import dev.sluice.api.submit.SubmitRules;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes commands about jobs and hands out their answers. Thread-safe; never blocks but as the publisher does. */
public final class Commands {
    private final RequestPublisher publisher;
    private final CommandAnswers answers;
    private final String control;
    private final InstantSource clock;
    private final JobIds ids;

    public Commands(RequestPublisher publisher, CommandAnswers answers, SubmitRules rules) {
        this.publisher = publisher;
        this.answers = answers;
        this.control = rules.topics().control();
        this.clock = rules.clock();
        this.ids = new JobIds(rules.clock());
    }

    ControlCommand about(Addressee job, CommandType type) {
        return ControlCommand.newBuilder()
                .setCommandId(ids.next())
                .setType(type)
                .setTenant(job.key().tenant())
                .setPrincipal(RequestForm.DEFAULT_PRINCIPAL)
                .setDatabase(job.database())
                .setJobId(job.key().jobId())
                .setTables(List.of())
                .setReason("asked for over REST")
                .setAt(Instant.ofEpochMilli(clock.millis()))
                .build();
    }

    /** The answer, or nothing if none came within this time of publishing. Whoever knows better may complete it earlier. */
    CompletableFuture<Optional<JobEvent>> send(ControlCommand command, Duration patience) {
        CompletableFuture<Optional<JobEvent>> answer = answers.await(command.getCommandId());
        return publisher
                .publish(control, command.getDatabase(), command, Optional.empty())
                .thenCompose(acknowledged ->
                        answer.completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS))
                .whenComplete((event, failure) -> answer.complete(Optional.empty()));
    }
}
