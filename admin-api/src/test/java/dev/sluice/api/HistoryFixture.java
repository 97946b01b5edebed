package dev.sluice.api;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;

/** A history database with the tables that the sink makes, and rows as it would write them. */
final class HistoryFixture implements AutoCloseable {
    private static final Path MIGRATION =
            Path.of("..", "result-sink", "src", "main", "resources", "dev", "sluice", "sink", "migration");

    private final EmbeddedPostgres postgres;

    HistoryFixture() throws Exception {
        postgres = EmbeddedPostgres.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema sluice");
            statement.execute("set search_path = sluice");
            statement.execute(Files.readString(MIGRATION.resolve("V1__history.sql")));
            statement.execute(Files.readString(MIGRATION.resolve("V2__large_results.sql")));
            statement.execute(Files.readString(MIGRATION.resolve("V3__dead_letter_retries.sql")));
            statement.execute(Files.readString(MIGRATION.resolve("V4__dead_letter_history.sql")));
            statement.execute(Files.readString(MIGRATION.resolve("V6__reply_topics.sql")));
        }
    }

    Map<String, String> settings() {
        return Map.of("history.url", postgres.getJdbcUrl("postgres", "postgres"), "history.user", "postgres");
    }

    void job(String tenant, String jobId, String state, Instant submittedAt) throws Exception {
        execute("""
                insert into sluice.job (tenant, job_id, database, principal, priority, lane, engine, state, attempt,
                    statement, submitted_at, ended_at, metrics, decision, labels, updated_at)
                values (?, ?, 'old', 'ann', 'NORMAL', 'FAST', 'postgresql', ?, 1, 'select 1', ?, now(),
                    '{"executeMicros": 12}', '{"reason": "fits"}', '{"team": "a"}', now())""", tenant, jobId, state, Timestamp.from(submittedAt));
    }

    void result(String jobId, String resultId, int rowCount, String... chunks) throws Exception {
        execute("""
                update sluice.job set result_id = ?, row_count = ?, result_chunks = ?, truncated = 'NONE',
                    from_ledger = false, columns = '[{"name": "n", "type": "int4"}]' where job_id = ?""", resultId, rowCount, chunks.length, jobId);
        int rowsPerChunk = rowCount / chunks.length;
        for (int i = 0; i < chunks.length; i++) {
            execute(
                    "insert into sluice.result_chunk (result_id, chunk, row_count, rows, kept_at) values (?, ?, ?, ?, now())",
                    resultId,
                    i,
                    rowsPerChunk,
                    chunks[i].getBytes(StandardCharsets.UTF_8));
        }
    }

    void kept(String jobId, String resultId, int rowCount, String uri) throws Exception {
        execute("""
                update sluice.job set result_id = ?, row_count = ?, result_chunks = 0, truncated = 'NONE', result_uri = ?,
                    from_ledger = false, columns = '[{"name": "n", "type": "int4"}]' where job_id = ?""", resultId, rowCount, uri, jobId);
    }

    void replyTo(String jobId, String topic) throws Exception {
        execute("update sluice.job set reply_to = ? where job_id = ?", topic, jobId);
    }

    void deadLetter(String id, Instant at) throws Exception {
        execute("""
                insert into sluice.dead_letter (id, source_topic, source_partition, source_offset, error_code, error_message,
                    value_bytes, headers, attempts, redrivable, at, retries, retries_granted, retry_at,
                    starts, history)
                values (?, 'apitest.requests.normal', 0, 7, 'INVALID_ENVELOPE', 'no Avro', 3, '{}', 0, false, ?, 2, 3, ?, 3,
                    '[{"attempt": 1, "node": "one", "at": "2026-01-01T00:00:00Z"}]')""", id, Timestamp.from(at), Timestamp.from(at));
    }

    private void execute(String sql, Object... values) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
