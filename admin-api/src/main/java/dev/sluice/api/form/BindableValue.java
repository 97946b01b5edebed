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
    private static final String ISO = "2020-01-31, 12:00:00, 2020-01-31T12:00:00, 2020-01-31T12:00:00Z";

    private BindableValue() {}

    /** The value. Throws IllegalArgumentException saying what the type takes. */
    static Object of(ParameterType type, JsonNode node) {
        try {
            return switch (type) {
                case BOOLEAN -> node.isBoolean() ? node.booleanValue() : bool(text(node));
                case LONG -> node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : whole(node);
                case DOUBLE -> node.isNumber() ? node.doubleValue() : Double.parseDouble(text(node));
                case DECIMAL -> decimal(node.isNumber() ? node.decimalValue() : parsed(text(node)));
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
            throw new IllegalArgumentException("is no " + type + "; dates and times are ISO-8601, such as " + ISO, e);
        }
    }

    // Texts are taken as well: not every language has integers of 64 bits, and JSON has no NaN.

    private static boolean bool(String text) {
        return require(text.equals("true") || text.equals("false"), text.equals("true"), "must be true or false");
    }

    private static long whole(JsonNode node) {
        require(node.isTextual(), node, "must be a whole number of 64 bits");
        return Long.parseLong(node.textValue());
    }

    private static BigDecimal parsed(String text) {
        require(text.length() <= MOST_DIGITS, text, "has more digits than any database keeps");
        return new BigDecimal(text);
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
