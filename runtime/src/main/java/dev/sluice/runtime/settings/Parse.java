package dev.sluice.runtime.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From text to values, and back as they are written. Every refusal completes the sentence "'value' …" and never quotes the value. */
final class Parse {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,10})\\s*(ms|s|m|h|d)");
    private static final List<Unit> UNITS = List.of(
            new Unit("d", Duration.ofDays(1).toMillis()),
            new Unit("h", Duration.ofHours(1).toMillis()),
            new Unit("m", Duration.ofMinutes(1).toMillis()),
            new Unit("s", Duration.ofSeconds(1).toMillis()),
            new Unit("ms", 1));

    private record Unit(String name, long millis) {}

    private Parse() {}

    static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    static int integer(String text, int min, int max) {
        try {
            int value = Integer.parseInt(text.strip().replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("is not a whole number from " + min + " to " + max, notANumber);
        }
        throw new IllegalArgumentException("is not between " + min + " and " + max);
    }

    static double decimal(String text, double min, double max) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("is not a number from " + min + " to " + max, notANumber);
        }
        throw new IllegalArgumentException("is not between " + min + " and " + max);
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a duration such as 250ms, 5s, 10m, 2h or 7d");
        }
        long millis = UNITS.stream()
                .filter(unit -> unit.name().equals(matcher.group(2)))
                .mapToLong(Unit::millis)
                .sum();
        return Duration.ofMillis(millis * Long.parseLong(matcher.group(1)));
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }

    static <E extends Enum<E>> E choice(String text, Class<E> type) {
        String wanted = text.strip().replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is none of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Parse::show)
                                .collect(Collectors.joining(", "))));
    }

    /** A value as it would be written in the file. */
    static String show(Object value) {
        return switch (value) {
            case Enum<?> choice -> choice.name().toLowerCase(Locale.ROOT);
            case Duration duration -> show(duration);
            default -> value.toString();
        };
    }

    private static String show(Duration duration) {
        long millis = duration.toMillis();
        return UNITS.stream()
                .filter(unit -> millis >= unit.millis() && millis % unit.millis() == 0)
                .findFirst()
                .map(unit -> millis / unit.millis() + unit.name())
                .orElse(millis + "ms");
    }
}
