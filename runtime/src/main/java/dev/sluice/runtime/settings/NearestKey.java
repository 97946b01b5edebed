package dev.sluice.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody most likely meant to type. Distance after V. Levenshtein (1965). */
final class NearestKey {
    private NearestKey() {}

    /** The key that is nearest, if one is near enough: a fifth of its letters, two at least, one in a short word. */
    static Optional<String> to(String typed, Collection<String> keys) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return keys.stream()
                .filter(key -> distance(wanted, key.toLowerCase(Locale.ROOT)) <= tolerance(key))
                .min(Comparator.<String>comparingInt(key -> distance(wanted, key.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int tolerance(String key) {
        return key.length() <= 4 ? 1 : Math.max(2, key.length() / 5);
    }

    static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
