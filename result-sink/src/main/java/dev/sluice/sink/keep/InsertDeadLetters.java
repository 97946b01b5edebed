package dev.sluice.sink.keep;

import dev.sluice.sink.fold.DeadLetterRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Keeps dead letters; one seen again is the same one. */
final class InsertDeadLetters {
    private static final String SQL =
            "INSERT INTO sluice.dead_letter (id, source_topic, source_partition, source_offset,"
                    + " job_id, tenant, database, error_code, error_message, value, value_bytes, headers, attempts, redrivable, at,"
                    + " retries, retries_granted, retry_at, starts, history)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING";

    private InsertDeadLetters() {}

    static void run(Connection connection, List<DeadLetterRow> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            for (DeadLetterRow letter : letters) {
                bind(insert, letter);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, DeadLetterRow letter) throws SQLException {
        insert.setString(1, letter.id());
        insert.setString(2, letter.source().topic());
        insert.setInt(3, letter.source().partition());
        insert.setLong(4, letter.source().offset());
        insert.setString(5, letter.concerns().jobId());
        insert.setString(6, letter.concerns().tenant());
        insert.setString(7, letter.concerns().database());
        insert.setString(8, letter.failure().code());
        insert.setString(9, letter.failure().message());
        insert.setBytes(10, letter.value() == null ? null : Bytes.of(letter.value()));
        insert.setLong(11, letter.valueBytes());
        insert.setString(12, letter.headers());
        insert.setInt(13, letter.retrying().attempts());
        insert.setBoolean(14, letter.redrivable());
        insert.setObject(15, letter.at().atOffset(ZoneOffset.UTC));
        insert.setInt(16, letter.retrying().retries());
        insert.setInt(17, letter.retrying().granted());
        Instant next = letter.retrying().next();
        insert.setObject(18, next == null ? null : next.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        insert.setInt(19, letter.starts().counted());
        insert.setString(20, letter.starts().history());
    }
}
