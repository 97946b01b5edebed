package dev.sluice.sink.keep;

import dev.sluice.sink.fold.JobColumn.Holds;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How each kind of value is handed to PostgreSQL. */
final class ColumnBinding {
    private ColumnBinding() {}

    static String placeholder(Holds holds) {
        return holds == Holds.JSON ? "?::jsonb" : "?";
    }

    static void bind(PreparedStatement statement, int index, Holds holds, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, sqlType(holds));
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case List<?> numbers ->
                statement.setArray(index, statement.getConnection().createArrayOf("bigint", numbers.toArray()));
            default -> statement.setObject(index, value, sqlType(holds));
        }
    }

    private static int sqlType(Holds holds) {
        return switch (holds) {
            case TEXT, JSON -> Types.VARCHAR;
            case INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case BIGINTS -> Types.ARRAY;
            case BOOLEAN -> Types.BOOLEAN;
            case INSTANT -> Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }
}
