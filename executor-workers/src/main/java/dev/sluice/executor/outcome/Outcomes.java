package dev.sluice.executor.outcome;

import dev.sluice.executor.rows.Claimed;
import dev.sluice.executor.rows.EncodedRows;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Words the replies and events of a job. Pure. */
public final class Outcomes {
    private final String node;

    /** The node is the executor instance, as events name it. */
    public Outcomes(String node) {
        this.node = node;
    }

    /** The outcome of a job that did what was asked. */
    public QueryReply succeeded(
            QueryJob job,
            String resultId,
            EncodedRows rows,
            List<Long> updateCounts,
            ExecutionMetrics metrics,
            Instant now) {
        Claimed claimed = rows.claimed();
        return outcome(job, resultId, JobState.SUCCEEDED, now)
                .setRows(rows.inline() == null ? null : ByteBuffer.wrap(rows.inline()))
                .setColumns(rows.columns())
                .setRowCount(rows.rowCount())
                .setUpdateCounts(updateCounts)
                .setChunks(rows.chunks())
                .setSha256(rows.sha256())
                .setTruncated(rows.truncated())
                .setClaimCheck(claimed == null ? null : claimed.check())
                .setExpiresAt(claimed == null ? null : claimed.expiresAt())
                .setMetrics(metrics)
                .build();
    }

    /** The outcome of a job that ended in any other way. */
    public QueryReply ended(
            QueryJob job,
            String resultId,
            JobState state,
            JobError error,
            @Nullable ExecutionMetrics metrics,
            Instant now) {
        return outcome(job, resultId, state, now)
                .setError(error)
                .setMetrics(metrics)
                .build();
    }

    /** The terminal event that belongs to an outcome. */
    public JobEvent terminal(QueryJob job, QueryReply outcome) {
        JobState state = outcome.getState();
        return event(job, EventType.valueOf(state.name()), state, outcome.getAt())
                .setError(outcome.getError())
                .setMetrics(outcome.getMetrics())
                .setTablesWritten(job.getTablesWritten())
                .setResultId(state == JobState.SUCCEEDED ? outcome.getResultId() : null)
                .build();
    }

    /** The job goes back to the dispatcher without an effect. */
    public JobEvent released(QueryJob job, JobError why, @Nullable ExecutionMetrics times, Instant now) {
        return event(job, EventType.RELEASED, JobState.RETRYING, now)
                .setError(why)
                .setMetrics(times)
                .build();
    }

    /** The job takes long enough for somebody to wonder. */
    public JobEvent running(QueryJob job, Instant now) {
        return event(job, EventType.RUNNING, JobState.RUNNING, now).build();
    }

    /** The job has read so many rows and goes on. */
    public JobEvent progress(QueryJob job, long rows, Instant now) {
        return progress(job, soFar(job).setRowsReturned(rows).build(), now);
    }

    /** The statement is so far, as its server tells. */
    public JobEvent progress(QueryJob job, String phase, OptionalDouble percent, Instant now) {
        ExecutionMetrics soFar = soFar(job)
                .setPhase(phase)
                .setPercent(percent.isPresent() ? percent.getAsDouble() : null)
                .build();
        return progress(job, soFar, now);
    }

    private JobEvent progress(QueryJob job, ExecutionMetrics soFar, Instant now) {
        return event(job, EventType.PROGRESS, JobState.RUNNING, now)
                .setMetrics(soFar)
                .build();
    }

    private ExecutionMetrics.Builder soFar(QueryJob job) {
        return ExecutionMetrics.newBuilder().setNode(node).setAttempt(job.getAttempt());
    }

    /** The executor instance, as metrics name it. */
    public String node() {
        return node;
    }

    /** The job is tried again here. */
    public JobEvent retrying(QueryJob job, JobError why, Instant now) {
        return event(job, EventType.RETRYING, JobState.RETRYING, now)
                .setError(why)
                .build();
    }

    private static QueryReply.Builder outcome(QueryJob job, String resultId, JobState state, Instant now) {
        return QueryReply.newBuilder()
                .setKind(ReplyKind.OUTCOME)
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setDatabase(job.getDatabase())
                .setResultId(resultId)
                .setAttempt(job.getAttempt())
                .setAt(now)
                .setState(state);
    }

    private JobEvent.Builder event(QueryJob job, EventType type, JobState state, Instant now) {
        return JobEvent.newBuilder()
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setPrincipal(job.getPrincipal())
                .setDatabase(job.getDatabase())
                .setType(type)
                .setState(state)
                .setAttempt(job.getAttempt())
                .setAt(now)
                .setLane(job.getLane())
                .setPriority(job.getPriority())
                .setEngine(job.getEngine())
                .setFingerprint(job.getFingerprint())
                .setStatementKind(
                        job.getStatements().isEmpty()
                                ? null
                                : job.getStatements().getFirst().getKind())
                .setSubmittedAt(job.getSubmittedAt())
                .setNode(node);
    }
}
