package dev.sluice.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.message.Column;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.TruncationReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a job ended, with its rows. Immutable and thread-safe; rows are read and parsed each time they are asked for. */
public final class JobResult {
    private static final ObjectReader ROWS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build()
            .readerFor(new TypeReference<List<List<Object>>>() {});

    private static final ObjectReader ROW = ROWS.forType(new TypeReference<List<Object>>() {});

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

    /** Which cap cut the rows short, so that the query had more of them; NONE if these are all. */
    public TruncationReason truncated() {
        return outcome.getTruncated();
    }

    /** Rows changed, per statement; -1 for a statement without a count. */
    public List<Long> updateCounts() {
        return outcome.getUpdateCounts();
    }

    /** All rows. Values are Boolean, Long, BigInteger, Double, String, List (arrays) or null, as {@link Column#getEncoding()} says. */
    public List<List<Object>> rows() {
        return kept == null ? parse(parts) : kept.all();
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

    static List<Object> row(byte[] json) throws IOException {
        return ROW.readValue(json);
    }

    private static List<List<Object>> parse(List<byte[]> parts) {
        List<List<Object>> rows = new ArrayList<>();
        for (byte[] part : parts) {
            try {
                List<List<Object>> some = ROWS.readValue(part);
                rows.addAll(some);
            } catch (IOException e) {
                throw new ClientException(ErrorCode.INVALID_ENVELOPE, "the rows are not JSON: report this as a bug", e);
            }
        }
        return rows;
    }
}
