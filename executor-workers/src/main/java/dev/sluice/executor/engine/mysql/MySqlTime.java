package dev.sluice.executor.engine.mysql;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/**
 * Dates and times from the server's text to ISO-8601. A date of which the year is 0000, or the month or the day 00, is none: it
 * becomes NULL. A time is a span from -838:59:59 to 838:59:59, written as the server does.
 */
final class MySqlTime {
    private static final int DATE_LENGTH = "2020-01-31".length();

    private MySqlTime() {}

    static Optional<String> date(String text) {
        boolean none = text.startsWith("0000-") || text.startsWith("-00", 4) || text.startsWith("-00", 7);
        return none ? Optional.empty() : Optional.of(text);
    }

    static Optional<String> time(String text) {
        return Optional.of(shortened(text));
    }

    /** {@code 2020-01-31 12:00:00.500000} to {@code 2020-01-31T12:00:00.5}. */
    static Optional<String> timestamp(String text) {
        return date(text.substring(0, DATE_LENGTH)).map(day -> day + 'T' + shortened(text.substring(DATE_LENGTH + 1)));
    }

    static void write(Optional<String> value, JsonGenerator json) throws IOException {
        if (value.isPresent()) {
            json.writeString(value.get());
        } else {
            json.writeNull();
        }
    }

    /** Without the zeros at the end of the fraction: they come from the column's precision, and drivers disagree about them. */
    private static String shortened(String time) {
        if (time.indexOf('.') < 0) {
            return time;
        }
        int end = time.length();
        while (time.charAt(end - 1) == '0') {
            end--;
        }
        return time.substring(0, time.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
