package dev.sluice.executor.engine.sqlite;

import dev.sluice.executor.engine.StandardBinding;
import dev.sluice.message.ParameterValue;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Parameters as literals of SQLite, which has integers, reals, text and blobs, and neither booleans nor decimals nor dates. */
final class SqliteBinding {
    private SqliteBinding() {}

    static void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        Object value = parameter.getValue();
        if (value == null) {
            statement.setNull(index, Types.NULL);
            return;
        }
        switch (parameter.getType()) {
            case BOOLEAN -> statement.setInt(index, (Boolean) value ? 1 : 0);
            case DOUBLE -> statement.setDouble(index, told(((Number) value).doubleValue()));
            case DECIMAL -> bindDecimal(statement, index, StandardBinding.decimal(value));
            case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE -> statement.setString(index, value.toString());
            default -> StandardBinding.bind(statement, index, parameter);
        }
    }

    /**
     * A number, because text would compare greater than every number: an integer if it is one of 64 bits, otherwise the nearest real. What is
     * written with a point is a real, since integers divide otherwise, unless none is exact.
     */
    private static void bindDecimal(PreparedStatement statement, int index, BigDecimal value) throws SQLException {
        boolean whole =
                value.stripTrailingZeros().scale() <= 0 && value.toBigInteger().bitLength() < Long.SIZE;
        if (whole && (value.scale() <= 0 || new BigDecimal(value.doubleValue()).compareTo(value) != 0)) {
            statement.setLong(index, value.longValueExact());
        } else {
            statement.setDouble(index, finite(value.doubleValue()));
        }
    }

    /** It would be stored as NULL. */
    private static double told(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("SQLite has no NaN");
        }
        return value;
    }

    /** It would be stored as infinity. */
    private static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("SQLite has no number as large");
        }
        return value;
    }
}
