package dev.sluice.standalone.demo.run;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.sluice.client.SluiceClient;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.demo.report.Scoreboard;
import dev.sluice.standalone.demo.report.Verdict;
import dev.sluice.standalone.demo.verify.PlainJdbc;
import dev.sluice.standalone.demo.workload.DemoJob;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes single jobs from submission to the scoreboard. Thread-safe. */
public final class JobRun implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final ExecutorService callers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("demo-rest-", 0).factory());
    private final ExecutorService judges = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("demo-judge-", 0).daemon().factory());
    private final JobPort kafka;
    private final JobPort rest;
    private final Judge judge;
    private final Scoreboard scoreboard;

    /** The client stays the caller's to close. */
    public JobRun(SluiceClient client, SluiceApi api, Map<String, PlainJdbc> references, Scoreboard scoreboard) {
        this.kafka = new KafkaPort(client);
        this.rest = new RestPort(api, callers);
        this.judge = new Judge(references);
        this.scoreboard = scoreboard;
    }

    private record Timed(Answer answer, Duration took) {}

    /** Completes, never exceptionally, once the job has been judged; a job without an end within a minute is judged by that. */
    public CompletableFuture<Void> submit(DemoJob job) {
        String jobId = IDS.generate().toString();
        long submitted = System.nanoTime();
        return door(job.door())
                .run(jobId, job)
                .thenApply(answer -> new Timed(answer, since(submitted)))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handleAsync(
                        (timed, failure) -> {
                            enter(jobId, job, timed, failure, submitted);
                            return null;
                        },
                        judges);
    }

    @Override
    public void close() {
        callers.close();
        judges.close();
    }

    private JobPort door(DemoJob.Door door) {
        return switch (door) {
            case KAFKA -> kafka;
            case REST -> rest;
        };
    }

    private void enter(String jobId, DemoJob job, @Nullable Timed timed, @Nullable Throwable failure, long submitted) {
        if (timed == null) {
            scoreboard.ended(jobId, job.name(), new Verdict.WronglyEnded("no outcome: " + failure), since(submitted));
            return;
        }
        Verdict verdict;
        try {
            verdict = judge.judge(job, timed.answer());
        } catch (RuntimeException e) {
            verdict = new Verdict.WronglyEnded("cannot be judged: " + e);
        }
        scoreboard.ended(jobId, job.name(), verdict, timed.took());
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
