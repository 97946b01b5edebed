package dev.sluice.executor.engine.db2;

import dev.sluice.executor.engine.StandardBinding;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Parameters as Db2 takes them: dates and times as text in JDBC's form, and an instant as UTC reads it, because no type has a zone. */
final class Db2Binding {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private Db2Binding() {}

    static void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        Object value = parameter.getValue();
        if (value == null && parameter.getType() == ParameterType.TIMESTAMP_WITH_ZONE) {
            statement.setNull(index, Types.TIMESTAMP);
            return;
        }
        if (value == null) {
            StandardBinding.bind(statement, index, parameter);
            return;
        }
        String text = value.toString();
        switch (parameter.getType()) {
            case DATE -> statement.setString(index, LocalDate.parse(text).toString());
            case TIME -> statement.setString(index, wholeSeconds(LocalTime.parse(text)));
            case TIMESTAMP ->
                statement.setString(
                        index, LocalDateTime.parse(text.replace(' ', 'T')).format(TIMESTAMP));
            case TIMESTAMP_WITH_ZONE ->
                statement.setString(
                        index,
                        OffsetDateTime.parse(text.replace(' ', 'T'))
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .format(TIMESTAMP));
            default -> StandardBinding.bind(statement, index, parameter);
        }
    }

    private static String wholeSeconds(LocalTime time) {
        if (time.get(ChronoField.NANO_OF_SECOND) != 0) {
            throw new IllegalArgumentException("a time of day has no fractions of a second");
        }
        return time.format(TIME);
    }
}
