package dev.sluice.dispatcher.classify;

import dev.sluice.schemas.lex.Characters;
import java.util.List;

/** PostgreSQL's strings that are another date or time each day: {@code 'now'::timestamp}, {@code date 'today'}. */
final class Clock {
    private static final List<String> WORDS = List.of("now", "today", "tomorrow", "yesterday");
    /** The longest text that can be a date and time. */
    private static final int LONGEST = 60;

    private Clock() {}

    /** Whether the string between these positions holds one of those words; in which type it is read, no token tells. */
    static boolean in(String sql, int start, int end) {
        if (end - start > LONGEST || sql.charAt(end - 1) < '$' || sql.charAt(end - 1) > '\'') {
            return false;
        }
        for (String word : WORDS) {
            for (int at = start + 1; at < end - word.length(); at++) {
                if (sql.regionMatches(true, at, word, 0, word.length())
                        && !letter(sql.charAt(at - 1))
                        && !letter(sql.charAt(at + word.length()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean letter(char c) {
        char lower = Characters.lower(c);
        return lower >= 'a' && lower <= 'z';
    }
}
