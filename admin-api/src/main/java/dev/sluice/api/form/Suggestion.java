package dev.sluice.api.form;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The nearest of the names that would have been right, for a message to name. Pure. */
final class Suggestion {
    private static final int FARTHEST = 3;

    private Suggestion() {}

    /** A sentence that names the nearest, or all if none is near. */
    static String of(String wrong, Collection<String> right) {
        String lower = wrong.length() > 64 ? "" : wrong.toLowerCase(Locale.ROOT);
        return right.stream()
                .filter(name -> near(lower, name.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "known are " + String.join(", ", right));
    }

    /** Few edits, and fewer than would make any short word out of any other. */
    private static boolean near(String wrong, String right) {
        int edits = distance(wrong, right);
        return edits <= FARTHEST && 2 * edits < Math.max(wrong.length(), right.length());
    }

    /** Edits (insert, delete, replace) from one text to the other: Wagner and Fischer, two rows at a time. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
