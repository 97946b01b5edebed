package dev.sluice.schemas.catalog;

import java.util.regex.Pattern;

/** A name in which {@code *} stands for any number of characters. Matching is linear and case counts. A value; thread-safe. */
public record NamePattern(String text) {
    private static final int LONGEST = 128;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}_$.*-]{1," + LONGEST + "}");

    /** Throws IllegalArgumentException, saying what is wrong, for a text that is no pattern. */
    public NamePattern {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + Shown.of(text) + "' is no pattern: use 1 to " + LONGEST
                    + " letters, digits, '_', '-', '$' and '.', with * for any number of characters");
        }
    }

    public boolean matches(String name) {
        int inText = 0;
        int inName = 0;
        int star = -1;
        int resume = 0;
        while (inName < name.length()) {
            if (inText < text.length() && text.charAt(inText) == '*') {
                star = inText++;
                resume = inName;
            } else if (inText < text.length() && text.charAt(inText) == name.charAt(inName)) {
                inText++;
                inName++;
            } else if (star >= 0) {
                // The last star takes one character more; those before it never have to be tried again.
                inText = star + 1;
                inName = ++resume;
            } else {
                return false;
            }
        }
        while (inText < text.length() && text.charAt(inText) == '*') {
            inText++;
        }
        return inText == text.length();
    }
}
