package dev.sluice.dispatcher.parse;

import java.util.Set;

/**
 * Leaves out what only repeats: of the rows of a VALUES list, those after the first that hold nothing but constants. A parser learns
 * from a thousand of them what it learns from one.
 */
public final class Rows {
    private static final Set<String> CONSTANTS =
            Set.of("1", "'1'", "?", "-", "+", ",", "null", "default", "true", "false");

    private Rows() {}

    /** A normal text, its tokens apart by spaces, without those rows. */
    public static String once(String normal) {
        var kept = new StringBuilder();
        int copied = 0;
        int at = normal.indexOf("values (");
        while (at >= 0) {
            int first = end(normal, normal.indexOf('(', at));
            int last = first;
            for (int next = row(normal, last); next > 0; next = row(normal, last)) {
                last = next;
            }
            if (last < 0) {
                break;
            }
            kept.append(normal, copied, first);
            copied = last;
            at = normal.indexOf("values (", last);
        }
        return kept.append(normal, copied, normal.length()).toString();
    }

    /** The end of a row of constants that follows a comma here, or -1. */
    private static int row(String normal, int from) {
        return from > 0 && normal.startsWith(" , ( ", from) ? end(normal, from + 3) : -1;
    }

    /** The end of the row of constants that opens here, or -1. */
    private static int end(String normal, int open) {
        int at = open + 2;
        while (at < normal.length()) {
            int space = normal.indexOf(' ', at);
            int end = space < 0 ? normal.length() : space;
            String token = normal.substring(at, end);
            if (token.equals(")")) {
                return end;
            }
            if (!CONSTANTS.contains(token)) {
                return -1;
            }
            at = end + 1;
        }
        return -1;
    }
}
