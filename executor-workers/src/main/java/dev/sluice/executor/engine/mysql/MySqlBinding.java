package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.engine.StandardBinding;
import dev.sluice.message.ParameterValue;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Parameters as MySQL wants them: the driver writes them as literals, and an instant as the session's zone reads it, which is UTC. */
final class MySqlBinding {
    private MySqlBinding() {}

    static void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        Object value = parameter.getValue();
        if (value == null) {
            statement.setNull(index, Types.NULL);
            return;
        }
        switch (parameter.getType()) {
            case BOOLEAN -> statement.setInt(index, (Boolean) value ? 1 : 0);
            case DOUBLE -> statement.setDouble(index, finite(((Number) value).doubleValue()));
            // Cut to what the server keeps: one driver would round, a time of day even to the next midnight.
            case TIME ->
                statement.setObject(index, LocalTime.parse(value.toString()).truncatedTo(ChronoUnit.MICROS));
            case TIMESTAMP ->
                statement.setObject(
                        index,
                        LocalDateTime.parse(value.toString().replace(' ', 'T')).truncatedTo(ChronoUnit.MICROS));
            case TIMESTAMP_WITH_ZONE -> {
                OffsetDateTime instant = OffsetDateTime.parse(value.toString().replace(' ', 'T'));
                statement.setObject(
                        index,
                        instant.withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDateTime()
                                .truncatedTo(ChronoUnit.MICROS));
            }
            default -> StandardBinding.bind(statement, index, parameter);
        }
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("MySQL has neither NaN nor infinities");
        }
        return value;
    }
}
