package dev.sluice.standalone.cli.story;

import java.util.Locale;

/** Lengths of time as people say them. */
final class Span {
    private static final double SECOND = 1_000;
    private static final double MINUTE = 60 * SECOND;
    private static final double HOUR = 60 * MINUTE;

    private Span() {}

    static String of(double millis) {
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        if (millis < SECOND) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        if (millis < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", millis / SECOND);
        }
        return millis < HOUR
                ? String.format(Locale.ROOT, "%.1f min", millis / MINUTE)
                : String.format(Locale.ROOT, "%.1f h", millis / HOUR);
    }
}
