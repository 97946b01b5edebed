package dev.sluice.api.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One page of dead letters, newest first. */
final class SelectDeadLetters {
    private static final String COLUMNS = """
            select id, at, source_topic, source_partition, source_offset, value_bytes, job_id, tenant, database, \
            error_code, error_message, attempts, redrivable, retries, retries_granted, retry_at, \
            starts, history from sluice.dead_letter""";
    private static final String LATEST = COLUMNS + " order by at desc, id desc limit ?";
    private static final String AFTER = COLUMNS + " where (at, id) < (?, ?) order by at desc, id desc limit ?";

    private SelectDeadLetters() {}

    static List<DeadLetterSummary> latest(Connection connection, int limit, Optional<Cursor> after)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(after.isPresent() ? AFTER : LATEST)) {
            int next = 1;
            if (after.isPresent()) {
                select.setObject(next++, after.get().at().atOffset(ZoneOffset.UTC));
                select.setString(next++, after.get().id());
            }
            select.setInt(next, limit);
            List<DeadLetterSummary> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(read(row));
                }
            }
            return found;
        }
    }

    private static DeadLetterSummary read(ResultSet row) throws SQLException {
        return new DeadLetterSummary(
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new DeadLetterSummary.Source(
                        row.getString("source_topic"),
                        row.getInt("source_partition"),
                        row.getLong("source_offset"),
                        row.getLong("value_bytes")),
                row.getString("job_id"),
                row.getString("tenant"),
                row.getString("database"),
                new DeadLetterSummary.Failure(
                        row.getString("error_code"),
                        row.getString("error_message"),
                        row.getInt("attempts"),
                        row.getBoolean("redrivable")),
                retrying(row),
                new DeadLetterSummary.Starts(row.getInt("starts"), row.getString("history")));
    }

    private static DeadLetterSummary.Retrying retrying(ResultSet row) throws SQLException {
        OffsetDateTime next = row.getObject("retry_at", OffsetDateTime.class);
        return new DeadLetterSummary.Retrying(
                row.getInt("retries"), row.getInt("retries_granted"), next == null ? null : next.toInstant());
    }
}
