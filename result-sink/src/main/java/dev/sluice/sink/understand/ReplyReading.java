package dev.sluice.sink.understand;

import dev.sluice.message.Decision;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.job.JobTransitions;
import dev.sluice.sink.fold.JobChange;
import dev.sluice.sink.fold.JobColumn;
import dev.sluice.sink.fold.ResultChunk;
import dev.sluice.sink.fold.Rows;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reply says: rows of a result, or how a job ended. */
final class ReplyReading {
    private ReplyReading() {}

    static Understanding read(QueryReply reply, Instant now) {
        return reply.getKind() == ReplyKind.ROWS ? chunk(reply) : outcome(reply, now);
    }

    private static Understanding chunk(QueryReply reply) {
        ByteBuffer rows = reply.getRows();
        if (rows == null) {
            return nonsense("a ROWS reply without rows");
        }
        ResultChunk chunk = new ResultChunk(reply.getResultId(), reply.getChunk(), reply.getRowCount(), rows);
        return new Understanding.Understood(new Rows(List.of(), List.of(chunk), List.of()));
    }

    private static Understanding outcome(QueryReply reply, Instant now) {
        JobState state = reply.getState();
        if (state == JobState.VALIDATED || conflict(reply)) {
            return new Understanding.Understood(Rows.NONE);
        }
        if (state == null || !JobTransitions.terminal(state)) {
            return nonsense("an OUTCOME reply that does not say how the job ended");
        }
        ByteBuffer rows = reply.getRows();
        List<ResultChunk> inline =
                rows == null ? List.of() : List.of(new ResultChunk(reply.getResultId(), 0, reply.getRowCount(), rows));
        return new Understanding.Understood(new Rows(List.of(change(reply, state, now)), inline, List.of()));
    }

    /** A dry run is no job, and the id of a request refused for CONFLICT belongs to another one, which must not change. */
    private static boolean conflict(QueryReply reply) {
        return reply.getState() == JobState.REJECTED
                && reply.getError() != null
                && reply.getError().getCode() == ErrorCode.CONFLICT;
    }

    private static JobChange change(QueryReply reply, JobState state, Instant now) {
        int kept = reply.getRows() == null ? reply.getChunks() : 1;
        JobChange.Builder change = JobChange.of(reply.getTenant(), reply.getJobId(), state, reply.getAttempt());
        EventReading.setError(change, reply.getError());
        return change.set(JobColumn.DATABASE, reply.getDatabase())
                .set(JobColumn.ENDED_AT, reply.getAt())
                .set(JobColumn.ROW_COUNT, reply.getRowCount())
                .set(JobColumn.UPDATE_COUNTS, List.copyOf(reply.getUpdateCounts()))
                .set(JobColumn.RESULT_ID, reply.getResultId())
                .set(JobColumn.RESULT_CHUNKS, kept)
                .set(JobColumn.RESULT_SHA256, reply.getSha256())
                .set(
                        JobColumn.RESULT_URI,
                        reply.getClaimCheck() == null
                                ? null
                                : reply.getClaimCheck().getUri())
                .set(JobColumn.RESULT_EXPIRES_AT, reply.getExpiresAt())
                .set(JobColumn.TRUNCATED, reply.getTruncated())
                .set(JobColumn.FROM_LEDGER, reply.getFromLedger())
                .set(JobColumn.COLUMNS, AvroJson.text(reply.getColumns()))
                .set(JobColumn.METRICS, AvroJson.text(reply.getMetrics()))
                .set(JobColumn.DECISION, AvroJson.text(telling(reply.getDecision())))
                .set(JobColumn.UPDATED_AT, now)
                .build();
    }

    private static Understanding nonsense(String what) {
        return new Understanding.Nonsense(ErrorCatalog.error(ErrorCode.INVALID_ENVELOPE, what));
    }

    /** A job that ends while it waits is told with the reason of its end alone; what was decided about it before says more, and stays. */
    private static @Nullable Decision telling(@Nullable Decision decision) {
        return decision == null || decision.getFingerprint() == null ? null : decision;
    }
}
