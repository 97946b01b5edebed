package dev.sluice.standalone.cli.parameter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.ParameterType;
import dev.sluice.standalone.cli.print.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --param}: {@code 5}, {@code 1.50}, {@code true}, {@code null}, anything else as text; or with its type in front, such
 * as {@code date:2020-01-01}, {@code text:5}; {@code null:date} is a typed NULL.
 *
 * @param explicit whether the type was said and not seen by the look of the value
 */
public record ParameterArgument(
        ParameterType type, @Nullable String value, boolean explicit) {
    private static final Map<String, ParameterType> TYPES = new TreeMap<>(Map.ofEntries(
            Map.entry("boolean", ParameterType.BOOLEAN),
            Map.entry("long", ParameterType.LONG),
            Map.entry("int", ParameterType.LONG),
            Map.entry("double", ParameterType.DOUBLE),
            Map.entry("decimal", ParameterType.DECIMAL),
            Map.entry("text", ParameterType.TEXT),
            Map.entry("bytes", ParameterType.BYTES),
            Map.entry("date", ParameterType.DATE),
            Map.entry("time", ParameterType.TIME),
            Map.entry("timestamp", ParameterType.TIMESTAMP),
            Map.entry("timestamptz", ParameterType.TIMESTAMP_WITH_ZONE),
            Map.entry("uuid", ParameterType.UUID),
            Map.entry("json", ParameterType.JSON)));

    /** Throws IllegalArgumentException that says what would be right. */
    static ParameterArgument parse(String text) {
        if (text.equals("null")) {
            return new ParameterArgument(ParameterType.TEXT, null, false);
        }
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        if (prefix.equals("null")) {
            return new ParameterArgument(type(rest), null, true);
        }
        if (TYPES.containsKey(prefix)) {
            return checked(type(prefix), rest);
        }
        return untyped(text);
    }

    /** The same as a value of this type, unless it said its own. Throws IllegalArgumentException that says what would be right. */
    ParameterArgument as(ParameterType declared) {
        if (explicit) {
            return this;
        }
        return value == null ? new ParameterArgument(declared, null, true) : checked(declared, value);
    }

    /** The form that the REST API takes. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("type", type.name());
        if (value == null) {
            return json.putNull("value");
        }
        return switch (type) {
            case BOOLEAN -> json.put("value", Boolean.parseBoolean(value));
            case LONG -> json.put("value", Long.parseLong(value));
            case DOUBLE -> json.put("value", Double.parseDouble(value));
            case DECIMAL, TEXT, BYTES, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID, JSON ->
                json.put("value", value);
        };
    }

    private static ParameterType type(String name) {
        ParameterType type = TYPES.get(name.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw new IllegalArgumentException(
                    "no such parameter type: " + name + " (there are " + TYPES.keySet() + ")");
        }
        return type;
    }

    private static ParameterArgument untyped(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new ParameterArgument(ParameterType.BOOLEAN, text, false);
        }
        if (text.matches("-?[0-9]{1,18}")) {
            return new ParameterArgument(ParameterType.LONG, text, false);
        }
        if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return new ParameterArgument(ParameterType.DECIMAL, text, false);
        }
        return new ParameterArgument(ParameterType.TEXT, text, false);
    }

    private static ParameterArgument checked(ParameterType type, String text) {
        boolean valid;
        try {
            valid = valid(type, text);
        } catch (IllegalArgumentException | DateTimeException e) {
            valid = false;
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no " + type.name().toLowerCase(Locale.ROOT) + ": use such as " + example(type));
        }
        return new ParameterArgument(type, text, true);
    }

    /** False, or an exception of the parser asked, for what is not of the type. */
    private static boolean valid(ParameterType type, String text) {
        return switch (type) {
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case LONG -> Long.toString(Long.parseLong(text)).length() > 0;
            case DOUBLE -> !Double.valueOf(text).isNaN() || text.equals("NaN");
            case DECIMAL -> new BigDecimal(text).precision() > 0;
            case TEXT, JSON -> true;
            case BYTES -> Base64.getDecoder().decode(text).length <= text.length();
            case DATE -> LocalDate.parse(text).isSupported(ChronoField.EPOCH_DAY);
            case TIME -> LocalTime.parse(text).isSupported(ChronoField.NANO_OF_DAY);
            case TIMESTAMP -> LocalDateTime.parse(text).isSupported(ChronoField.EPOCH_DAY);
            case TIMESTAMP_WITH_ZONE -> OffsetDateTime.parse(text).isSupported(ChronoField.INSTANT_SECONDS);
            case UUID -> text.length() == 36 && UUID.fromString(text).toString().length() == 36;
        };
    }

    private static String example(ParameterType type) {
        return switch (type) {
            case BOOLEAN -> "boolean:true";
            case LONG -> "long:42";
            case DOUBLE -> "double:1.5e3";
            case DECIMAL -> "decimal:12.50";
            case TEXT -> "text:abc";
            case JSON -> "json:{\"a\":1}";
            case BYTES -> "bytes:AAEC (base64)";
            case DATE -> "date:2020-01-31";
            case TIME -> "time:12:30:00";
            case TIMESTAMP -> "timestamp:2020-01-31T12:30:00";
            case TIMESTAMP_WITH_ZONE -> "timestamptz:2020-01-31T12:30:00Z";
            case UUID -> "uuid:6f0c3e0e-8f3e-4c4e-9d0a-1f6f3f6f1a11";
        };
    }

    /** One {@code -P}: a name, and a value as for {@code --param}. */
    public record Named(String name, ParameterArgument argument) {}

    /** For picocli. */
    public static final class Converter implements ITypeConverter<ParameterArgument> {
        @Override
        public ParameterArgument convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** For picocli. */
    public static final class NamedConverter implements ITypeConverter<Named> {
        @Override
        public Named convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("'" + text + "' is no name=value");
            }
            return new Named(text.substring(0, equals), new Converter().convert(text.substring(equals + 1)));
        }
    }
}
