package dev.sluice.runtime.settings;

import java.util.Arrays;
import java.util.List;

/** A value as somebody wrote it, and where: {@code sluice.yaml:12}, {@code SLUICE_API_PORT} or {@code --set api.port}. */
record RawValue(List<String> parts, boolean several, String origin) {
    RawValue {
        parts = List.copyOf(parts);
    }

    static RawValue one(String text, String origin) {
        return new RawValue(List.of(text), false, origin);
    }

    static RawValue list(List<String> parts, String origin) {
        return new RawValue(parts, true, origin);
    }

    String text() {
        return String.join(",", parts);
    }

    /** The parts of a list; text from a place that has no lists is split at commas. */
    List<String> items() {
        if (several) {
            return parts;
        }
        return Arrays.stream(text().split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
