package dev.sluice.executor.engine.postgresql;

import dev.sluice.executor.engine.StandardBinding;
import dev.sluice.message.ParameterValue;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parameters as PostgreSQL wants them. */
final class PostgresBinding {
    private PostgresBinding() {}

    static void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        Object value = parameter.getValue();
        switch (parameter.getType()) {
            case LONG -> bindInteger(statement, index, (Number) value);
            case UUID -> {
                if (value == null) {
                    statement.setNull(index, Types.OTHER);
                } else {
                    statement.setObject(index, UUID.fromString(value.toString()));
                }
            }
            case JSON -> {
                if (value == null) {
                    statement.setNull(index, Types.OTHER);
                } else {
                    statement.setObject(index, value, Types.OTHER);
                }
            }
            default -> StandardBinding.bind(statement, index, parameter);
        }
    }

    /** As a literal: an integer that fits is int4, so that {@code date + ?} and {@code substr(?, ?)} find their function. */
    private static void bindInteger(PreparedStatement statement, int index, @Nullable Number value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.INTEGER);
        } else if (value.longValue() == value.intValue()) {
            statement.setInt(index, value.intValue());
        } else {
            statement.setLong(index, value.longValue());
        }
    }
}
