package dev.sluice.executor.execute;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Words how jobs end, with the time they took. Thread-safe. */
final class Endings {
    private static final NoArgGenerator RESULT_IDS = Generators.timeBasedEpochGenerator();

    private final Outcomes outcomes;
    private final InstantSource clock;

    Endings(Outcomes outcomes, InstantSource clock) {
        this.outcomes = outcomes;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** A name for the rows of one execution; rows of executions that do not count have another. Sorts by time, as keepers of many like it. */
    static String resultId() {
        return RESULT_IDS.generate().toString();
    }

    QueryReply succeeded(Attempt attempt, String resultId, Executed executed, long acquireNanos) {
        QueryJob job = attempt.job();
        return outcomes.succeeded(
                job,
                resultId,
                executed.rows(),
                executed.updateCounts(),
                metrics(attempt, executed, acquireNanos),
                clock.instant());
    }

    QueryReply ended(Attempt attempt, JobState state, JobError error) {
        return outcomes.ended(attempt.job(), resultId(), state, error, times(attempt), clock.instant());
    }

    /** Of a try that comes to nothing: how long it waited, for a connection too, and how long it had that. */
    ExecutionMetrics times(Attempt attempt) {
        long executed = attempt.executingNanos();
        return waits(attempt)
                .setAcquireMicros(Math.max(0, attempt.runningNanos() - executed) / 1_000)
                .setExecuteMicros(executed / 1_000)
                .build();
    }

    QueryReply failed(Attempt attempt, ErrorCode code, String message) {
        return ended(attempt, JobState.FAILED, ErrorCatalog.error(code, message));
    }

    QueryReply unknown(Attempt attempt, String why) {
        String message = why + "; whether it took effect cannot be told: look at the data before asking again";
        return ended(attempt, JobState.UNKNOWN, ErrorCatalog.error(ErrorCode.OUTCOME_UNKNOWN, message));
    }

    private ExecutionMetrics metrics(Attempt attempt, Executed executed, long acquireNanos) {
        return waits(attempt)
                .setAcquireMicros(acquireNanos / 1_000)
                .setExecuteMicros(executed.executeNanos() / 1_000)
                .setFetchMicros(executed.fetchNanos() / 1_000)
                .setPublishMicros(executed.publishNanos() / 1_000)
                .setRowsReturned(executed.rows().rowCount())
                .setRowsAffected(executed.rowsAffected())
                .setRowsExamined(
                        executed.examined().isPresent() ? executed.examined().getAsLong() : null)
                .setResultBytes(executed.rows().bytes())
                .build();
    }

    private ExecutionMetrics.Builder waits(Attempt attempt) {
        QueryJob job = attempt.job();
        return ExecutionMetrics.newBuilder()
                .setQueuedMillis(millis(job.getSubmittedAt(), job.getAdmittedAt()))
                .setWaitMillis(millis(job.getAdmittedAt(), attempt.begunAt()))
                .setNode(outcomes.node())
                .setAttempt(job.getAttempt());
    }

    /** Clocks of different machines can disagree; no wait is negative. */
    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }
}
