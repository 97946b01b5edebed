package dev.sluice.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.ParameterType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;

/** The value of a parameter of a known type, as it travels in a message. Pure. */
final class BindableValue {
    // PostgreSQL's widest numeric. A short text such as 1e999999999 would otherwise fill a server's memory when written
    // out.
    private static final int MOST_DIGITS = 131_072;
    private static final int MOST_SCALE = 16_383;

    private BindableValue() {}

    /** The value. Throws IllegalArgumentException saying what the type takes. */
    static Object of(ParameterType type, JsonNode node) {
        try {
            return switch (type) {
                case BOOLEAN -> require(node.isBoolean(), node.booleanValue(), "must be true or false");
                case LONG ->
                    require(
                            node.isIntegralNumber() && node.canConvertToLong(),
                            node.longValue(),
                            "must be a whole number of 64 bits");
                case DOUBLE -> decimalOrSpecial(node);
                case DECIMAL -> decimal(node.isNumber() ? node.decimalValue() : new BigDecimal(text(node)));
                case TEXT -> text(node);
                case BYTES -> ByteBuffer.wrap(Base64.getDecoder().decode(text(node)));
                case DATE -> LocalDate.parse(text(node)).toString();
                case TIME -> LocalTime.parse(text(node)).toString();
                case TIMESTAMP -> LocalDateTime.parse(text(node)).toString();
                case TIMESTAMP_WITH_ZONE -> OffsetDateTime.parse(text(node)).toString();
                case UUID -> UUID.fromString(text(node)).toString();
                case JSON -> node.isTextual() ? text(node) : node.toString();
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("is not a value of type " + type + ": " + ALLOWED, e);
        }
    }

    private static final String ALLOWED =
            "dates and times are ISO-8601 (2020-01-31, 12:00:00, 2020-01-31T12:00:00, the same with Z or +01:00)";

    private static Object decimalOrSpecial(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (text(node)) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("must be a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        };
    }

    private static String decimal(BigDecimal value) {
        long digitsBeforePoint = (long) value.precision() - value.scale();
        require(
                digitsBeforePoint <= MOST_DIGITS && value.scale() <= MOST_SCALE,
                value,
                "has more digits than any database keeps");
        return value.toString();
    }

    private static String text(JsonNode node) {
        require(node.isTextual(), node, "must be a text in quotes");
        return require(
                TextCheck.wellFormed(node.textValue()), node.textValue(), "holds half a character (a lone surrogate)");
    }

    private static <T> T require(boolean holds, T value, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
        return value;
    }
}
