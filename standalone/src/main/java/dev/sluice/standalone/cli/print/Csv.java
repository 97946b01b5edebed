package dev.sluice.standalone.cli.print;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines of RFC 4180. NULL is an empty field, the empty string is {@code ""}: a reader can tell them apart. */
public final class Csv {
    private Csv() {}

    /** One record without its line end. */
    public static String line(List<? extends @Nullable String> values) {
        return values.stream().map(Csv::field).collect(Collectors.joining(","));
    }

    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean quote = value.isEmpty() || value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
