package dev.sluice.sink.keep;

import dev.sluice.sink.fold.ResultChunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Keeps rows of results. A result belongs to one execution, so a chunk seen again is the same chunk. */
final class InsertChunks {
    private static final String SQL = "INSERT INTO sluice.result_chunk (result_id, chunk, row_count, rows, kept_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private InsertChunks() {}

    static void run(Connection connection, List<ResultChunk> chunks, Instant now) throws SQLException {
        if (chunks.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            for (ResultChunk chunk : chunks) {
                insert.setString(1, chunk.resultId());
                insert.setInt(2, chunk.chunk());
                insert.setLong(3, chunk.rowCount());
                insert.setBytes(4, Bytes.of(chunk.rows()));
                insert.setObject(5, now.atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
