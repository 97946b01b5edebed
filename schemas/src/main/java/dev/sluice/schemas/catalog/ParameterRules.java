package dev.sluice.schemas.catalog;

import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Whether the value of a parameter is one of its type, so that a wrong one is refused before it costs a lease. */
public final class ParameterRules {
    /** Longer ones would make BigDecimal slow; no engine takes them. */
    private static final int LONGEST_DECIMAL = 2_000;

    /** Digits before or behind the point, written out: drivers do that with any exponent, in memory and in time that nothing bounds. */
    private static final int MOST_DIGITS = 20_000;

    private ParameterRules() {}

    /** The number, exactly. Throws IllegalArgumentException if this is none, or none that anybody should write out. */
    public static BigDecimal decimal(CharSequence text) {
        if (text.length() > LONGEST_DECIMAL) {
            throw new IllegalArgumentException("a decimal of " + text.length() + " characters");
        }
        BigDecimal number = new BigDecimal(text.toString());
        long behind = number.scale();
        long before = number.precision() - behind;
        if (behind > MOST_DIGITS || before > MOST_DIGITS) {
            throw new IllegalArgumentException("a decimal with more than " + MOST_DIGITS + " digits, written out");
        }
        return number;
    }

    /** Whether it is; NULL is one of every type. */
    public static boolean fits(ParameterValue parameter) {
        Object value = parameter.getValue();
        if (value == null) {
            return true;
        }
        return switch (parameter.getType()) {
            case BOOLEAN -> value instanceof Boolean;
            case LONG -> value instanceof Long;
            case DOUBLE -> value instanceof Double || value instanceof Long;
            case BYTES -> value instanceof ByteBuffer;
            case TEXT, JSON -> value instanceof CharSequence;
            case DECIMAL -> value instanceof Long || (value instanceof CharSequence text && parses(parameter, text));
            case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID ->
                value instanceof CharSequence text && parses(parameter, text);
        };
    }

    /** What a value of this type looks like, as advice to whoever gave another. */
    public static String rule(ParameterType type) {
        return switch (type) {
            case BOOLEAN -> "give true or false";
            case LONG -> "give a whole number of 64 bits";
            case DOUBLE -> "give a number";
            case DECIMAL -> "give the number as text, such as \"12.50\"";
            case TEXT, JSON -> "give text";
            case BYTES -> "give bytes";
            case DATE -> "give text such as \"2020-01-31\"";
            case TIME -> "give text such as \"12:30:00\"";
            case TIMESTAMP -> "give text such as \"2020-01-31T12:30:00\"";
            case TIMESTAMP_WITH_ZONE -> "give text such as \"2020-01-31T12:30:00Z\"";
            case UUID -> "give text such as \"0190e1c2-0000-7000-8000-000000000000\"";
        };
    }

    private static boolean parses(ParameterValue parameter, CharSequence text) {
        try {
            return switch (parameter.getType()) {
                case DECIMAL -> decimal(text).precision() > 0;
                case DATE -> LocalDate.parse(text).isAfter(LocalDate.MIN);
                case TIME -> !LocalTime.parse(text).isAfter(LocalTime.MAX);
                case TIMESTAMP -> LocalDateTime.parse(text).isAfter(LocalDateTime.MIN);
                case TIMESTAMP_WITH_ZONE -> OffsetDateTime.parse(text).isAfter(OffsetDateTime.MIN);
                case UUID ->
                    text.length() == 36 && UUID.fromString(text.toString()).version() >= 0;
                case BOOLEAN, LONG, DOUBLE, TEXT, BYTES, JSON -> true;
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }
}
