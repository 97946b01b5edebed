package dev.sluice.standalone.demo.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Date;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One text for one value, however it travelled: a letter for the kind, then the value. Decimals lose trailing zeros, doubles are
 * rounded to 12 significant digits, for the order of additions may differ between two executions.
 */
final class CanonicalValue {
    private static final MathContext DOUBLE_DIGITS = new MathContext(12);
    private static final String NULL = "-";

    private CanonicalValue() {}

    /** From a JDBC driver. */
    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case Boolean flag -> "b" + flag;
            case BigDecimal decimal -> exact(decimal);
            case Double number -> rounded(number);
            case Float number -> rounded(number.doubleValue());
            case Number whole -> exact(BigDecimal.valueOf(whole.longValue()));
            case byte[] bytes -> "x" + Base64.getEncoder().encodeToString(bytes);
            case Date date -> "t" + date.toLocalDate();
            default -> "t" + value;
        };
    }

    /** From a reply: the JSON value and the encoding that its column names. */
    static String of(JsonNode value, String encoding) {
        if (value.isNull()) {
            return NULL;
        }
        if (value.isBoolean()) {
            return "b" + value.booleanValue();
        }
        if (value.isIntegralNumber()) {
            return exact(value.decimalValue());
        }
        if (value.isNumber()) {
            return rounded(value.doubleValue());
        }
        return switch (encoding) {
            case "decimal" -> decimal(value.asText());
            case "double" -> "n" + value.asText();
            case "base64" -> "x" + value.asText();
            default -> "t" + value.asText();
        };
    }

    private static String decimal(String text) {
        return text.equals("NaN") || text.endsWith("Infinity") ? "n" + text : exact(new BigDecimal(text));
    }

    private static String exact(BigDecimal number) {
        return "n" + (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    private static String rounded(double number) {
        return Double.isFinite(number) ? exact(BigDecimal.valueOf(number).round(DOUBLE_DIGITS)) : "n" + number;
    }
}
