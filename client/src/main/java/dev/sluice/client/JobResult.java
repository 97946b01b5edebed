package dev.sluice.client;

import dev.sluice.message.Column;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import java.util.List;
import java.util.Optional;

/**
 * How a job ended, with its rows. Immutable and thread-safe; rows are parsed each time they are asked for.
 *
 * @param outcome the OUTCOME message as it was received
 * @param parts the row bytes, each part a JSON array of rows
 */
public record JobResult(QueryReply outcome, List<byte[]> parts) {
    public JobResult {
        parts = List.copyOf(parts);
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
        return RowParser.parse(parts);
    }
}
