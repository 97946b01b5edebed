package dev.sluice.executor.engine;

import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.schemas.catalog.ParameterRules;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/** Binds parameters by the types of JDBC 4.2. Engines use it for every type they have no rule of their own for. */
public final class StandardBinding {
    private StandardBinding() {}

    /** Binds the value, or a NULL of its type. */
    public static void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        Object value = parameter.getValue();
        if (value == null) {
            statement.setNull(index, sqlType(parameter.getType()));
            return;
        }
        switch (parameter.getType()) {
            case BOOLEAN -> statement.setBoolean(index, (Boolean) value);
            case LONG -> statement.setLong(index, ((Number) value).longValue());
            case DOUBLE -> statement.setDouble(index, ((Number) value).doubleValue());
            case DECIMAL -> statement.setBigDecimal(index, decimal(value));
            case TEXT, JSON, UUID -> statement.setString(index, value.toString());
            case BYTES -> statement.setBytes(index, bytes(value));
            case DATE -> statement.setObject(index, LocalDate.parse(value.toString()));
            case TIME -> statement.setObject(index, LocalTime.parse(value.toString()));
            case TIMESTAMP ->
                statement.setObject(index, LocalDateTime.parse(value.toString().replace(' ', 'T')));
            case TIMESTAMP_WITH_ZONE ->
                statement.setObject(index, OffsetDateTime.parse(value.toString().replace(' ', 'T')));
        }
    }

    /** The exact number, whichever way it travelled. Throws IllegalArgumentException for what no parameter may be. */
    public static BigDecimal decimal(Object value) {
        return ParameterRules.decimal(value.toString());
    }

    /** A copy of the bytes; the message's own buffer keeps its position. */
    public static byte[] bytes(Object value) {
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    private static int sqlType(ParameterType type) {
        return switch (type) {
            case BOOLEAN -> Types.BOOLEAN;
            case LONG -> Types.BIGINT;
            case DOUBLE -> Types.DOUBLE;
            case DECIMAL -> Types.NUMERIC;
            case TEXT, JSON, UUID -> Types.VARCHAR;
            case BYTES -> Types.VARBINARY;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMP_WITH_ZONE -> Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }
}
