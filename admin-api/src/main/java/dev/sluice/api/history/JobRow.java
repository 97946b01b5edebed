package dev.sluice.api.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobResult;
import dev.sluice.api.job.JobView;
import dev.sluice.api.job.Progress;
import dev.sluice.api.job.Submission;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.schemas.job.ErrorCatalog;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code sluice.job} as a job. Values that this release does not know read as the enum's default. Pure. */
final class JobRow {
    /** What to select for {@link #read}. */
    static final String COLUMNS = """
            tenant, job_id, database, principal, priority, lane, engine, state, attempt, statement, statement_kind, \
            fingerprint, submitted_at, admitted_at, started_at, ended_at, error_code, error_message, sql_state, \
            row_count, update_counts, result_id, result_chunks, result_uri, truncated, from_ledger, columns, metrics, decision, \
            labels, reply_to, node, updated_at""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private JobRow() {}

    static JobView read(ResultSet row) throws SQLException {
        return new JobView(
                new JobKey(row.getString("tenant"), row.getString("job_id")),
                submission(row),
                progress(row),
                row.getString("result_id") == null ? null : result(row));
    }

    private static Submission submission(ResultSet row) throws SQLException {
        Instant submittedAt = instant(row, "submitted_at");
        return new Submission(
                orEmpty(row.getString("database")),
                orEmpty(row.getString("principal")),
                constant(Priority.class, row.getString("priority")),
                row.getString("statement"),
                labels(row.getString("labels")),
                row.getString("reply_to"),
                submittedAt == null
                        ? row.getObject("updated_at", OffsetDateTime.class).toInstant()
                        : submittedAt,
                null);
    }

    private static Progress progress(ResultSet row) throws SQLException {
        JobState state = constant(JobState.class, row.getString("state"));
        return new Progress(
                state == null ? JobState.UNKNOWN : state,
                true,
                row.getInt("attempt"),
                new Progress.Placement(
                        constant(Lane.class, row.getString("lane")),
                        row.getString("engine"),
                        row.getString("statement_kind"),
                        row.getString("fingerprint"),
                        row.getString("node")),
                new Progress.Times(instant(row, "admitted_at"), instant(row, "started_at"), instant(row, "ended_at")),
                error(row),
                json(row.getString("decision")),
                json(row.getString("metrics")));
    }

    private static @Nullable JobError error(ResultSet row) throws SQLException {
        String name = row.getString("error_code");
        if (name == null) {
            return null;
        }
        ErrorCode code = constant(ErrorCode.class, name);
        return ErrorCatalog.error(
                code == null ? ErrorCode.INTERNAL : code,
                orEmpty(row.getString("error_message")),
                row.getString("sql_state"),
                null);
    }

    private static JobResult result(ResultSet row) throws SQLException {
        Supplier<JsonNode> columns = json(row.getString("columns"));
        return new JobResult(
                row.getString("result_id"),
                row.getLong("row_count"),
                numbers(row.getArray("update_counts")),
                columns == null ? JsonNodeFactory.instance::arrayNode : columns,
                row.getInt("result_chunks"),
                row.getString("truncated") == null ? "NONE" : row.getString("truncated"),
                row.getBoolean("from_ledger"),
                null,
                row.getString("result_uri"));
    }

    private static List<Long> numbers(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((Long[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Supplier<JsonNode> json(@Nullable String text) {
        return text == null ? null : () -> parsed(text);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL returned jsonb that is no JSON", e);
        }
    }

    private static Map<String, String> labels(@Nullable String text) {
        return text == null ? Map.of() : JSON.convertValue(parsed(text), LABELS);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
