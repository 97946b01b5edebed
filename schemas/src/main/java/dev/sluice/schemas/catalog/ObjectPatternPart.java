package dev.sluice.schemas.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * One part of the pattern of an object: a name as SQL spells it. In double quotes it is that very name, a star included; without, a
 * star stands for any number of characters and the case of letters is the engine's affair.
 */
public record ObjectPatternPart(String text, boolean quoted) {
    private static final int MOST_PARTS = 3;

    /** The parts of {@code schema.table} and the like. Throws IllegalArgumentException, saying what is wrong, if it is no pattern. */
    public static List<ObjectPatternPart> parse(String pattern) {
        List<ObjectPatternPart> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            int end = partEnd(pattern, at);
            parts.add(part(pattern, at, end));
            if (end == pattern.length()) {
                break;
            }
            at = end + 1;
        }
        if (parts.size() > MOST_PARTS) {
            throw bad(pattern, "a name has at most three parts");
        }
        return List.copyOf(parts);
    }

    private static int partEnd(String pattern, int from) {
        boolean inQuotes = false;
        for (int at = from; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            inQuotes ^= c == '"';
            if (c == '.' && !inQuotes) {
                return at;
            }
        }
        if (inQuotes) {
            throw bad(pattern, "a quote is never closed");
        }
        return pattern.length();
    }

    private static ObjectPatternPart part(String pattern, int from, int to) {
        String part = pattern.substring(from, to);
        boolean quoted = part.length() > 2 && part.startsWith("\"") && part.endsWith("\"");
        if (quoted) {
            String inside = part.substring(1, part.length() - 1);
            String bare = inside.replace("\"\"", "\"");
            long quotes = inside.chars().filter(c -> c == '"').count();
            if (quotes != 2L * bare.chars().filter(c -> c == '"').count()) {
                throw bad(pattern, "a quote within quotes is written twice");
            }
            return new ObjectPatternPart(bare, true);
        }
        if (part.isEmpty() || part.indexOf('"') >= 0) {
            throw bad(pattern, "a part is empty or quoted in half");
        }
        return new ObjectPatternPart(new NamePattern(part).text(), false);
    }

    private static IllegalArgumentException bad(String pattern, String why) {
        return new IllegalArgumentException("'" + Shown.of(pattern) + "' is no pattern of an object: " + why
                + "; write table, schema.table, schema.* or \"Quoted Name\"");
    }
}
