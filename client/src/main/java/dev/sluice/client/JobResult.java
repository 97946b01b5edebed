package dev.sluice.client;

import dev.sluice.message.Column;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a job ended, with its rows. Immutable and thread-safe; rows are read and parsed each time they are asked for. */
public final class JobResult {
    private final QueryReply outcome;
    private final List<byte[]> parts;
    private final @Nullable KeptRows kept;

    JobResult(QueryReply outcome, List<byte[]> parts, @Nullable KeptRows kept) {
        this.outcome = outcome;
        this.parts = List.copyOf(parts);
        this.kept = kept;
    }

    /** The OUTCOME message as it was received. */
    public QueryReply outcome() {
        return outcome;
    }

    /** The row bytes as they came over the topic, each part a JSON array of rows; none if the rows lie in a store. */
    public List<byte[]> parts() {
        return parts;
    }

    public String jobId() {
        return outcome.getJobId();
    }

    /** One of the terminal states, or VALIDATED after a dry run. */
    public JobState state() {
        JobState state = outcome.getState();
        return state == null ? JobState.UNKNOWN : state;
    }

    public boolean succeeded() {
        return state() == JobState.SUCCEEDED;
    }

    /** Why the job did not succeed. */
    public Optional<JobError> error() {
        return Optional.ofNullable(outcome.getError());
    }

    public List<Column> columns() {
        return outcome.getColumns();
    }

    public long rowCount() {
        return outcome.getRowCount();
    }

    /** Rows changed, per statement; -1 for a statement without a count. */
    public List<Long> updateCounts() {
        return outcome.getUpdateCounts();
    }

    /** All rows. Values are Boolean, Long, BigInteger, Double, String, List (arrays) or null, as {@link Column#getEncoding()} says. */
    public List<List<Object>> rows() {
        return kept == null ? RowParser.parse(parts) : kept.all();
    }

    /**
     * Hands on the rows one by one, without holding more than one of a result that lies in a store. Throws {@link ClientException} if
     * they cannot be read, or, after the last row, if they were altered.
     */
    public void forEachRow(Consumer<List<Object>> taker) {
        if (kept == null) {
            rows().forEach(taker);
        } else {
            kept.forEach(taker);
        }
    }
}
