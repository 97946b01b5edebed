package dev.sluice.api.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A page of a result, out of the chunks that hold it and no others. */
final class SelectRows {
    private static final String KEPT =
            "select coalesce(sum(row_count), 0) from sluice.result_chunk where result_id = ?";
    private static final String CHUNKS = """
            select rows, first_row from (
                select chunk, rows, row_count, sum(row_count) over (order by chunk) - row_count as first_row
                from sluice.result_chunk where result_id = ?) numbered
            where first_row < ? and first_row + row_count > ? order by first_row""";

    private SelectRows() {}

    static Optional<RowPage> page(Connection connection, String resultId, RowRange range, long rowCount)
            throws SQLException {
        if (kept(connection, resultId) < rowCount) {
            return Optional.empty();
        }
        RowPage page = new RowPage(range);
        // Within a transaction the driver fetches chunk by chunk instead of all of them at once.
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement(CHUNKS)) {
            select.setFetchSize(1);
            select.setString(1, resultId);
            select.setLong(2, range.end());
            select.setLong(3, range.offset());
            try (ResultSet chunk = select.executeQuery()) {
                while (!page.complete() && chunk.next()) {
                    page.take(chunk.getBytes("rows"), chunk.getLong("first_row"));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return Optional.of(page);
    }

    private static long kept(Connection connection, String resultId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEPT)) {
            select.setString(1, resultId);
            try (ResultSet sum = select.executeQuery()) {
                return sum.next() ? sum.getLong(1) : 0;
            }
        }
    }
}
