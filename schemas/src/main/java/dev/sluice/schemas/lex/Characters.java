package dev.sluice.schemas.lex;

/** Character classes of SQL. Only ASCII letters fold; every character beyond ASCII belongs to a word, as in all servers served. */
public final class Characters {
    private static final int ASCII = 128;
    /** A table, because this is asked of every character of every statement. */
    private static final boolean[] CONTINUES_WORD = new boolean[ASCII];

    private static final char[] SMALL = new char[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            SMALL[c] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        for (char c = 0; c < ASCII; c++) {
            CONTINUES_WORD[c] = startsWord(c) || digit(c) || c == '$';
        }
    }

    private Characters() {}

    static boolean blank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean hexDigit(char c) {
        char lower = lower(c);
        return digit(c) || (lower >= 'a' && lower <= 'f');
    }

    static boolean startsWord(char c) {
        char lower = lower(c);
        return (lower >= 'a' && lower <= 'z') || c == '_' || c >= 0x80;
    }

    static boolean continuesWord(char c) {
        return c >= ASCII || CONTINUES_WORD[c];
    }

    /** Signs that are letters to Db2. */
    static boolean sign(char c) {
        return c == '#' || c == '@' || c == '$';
    }

    /** What may stand between the dollars of a dollar quote. */
    static boolean continuesTag(char c) {
        return startsWord(c) || digit(c);
    }

    /** A to Z in small; every other character as it is. */
    public static char lower(char c) {
        return c < ASCII ? SMALL[c] : c;
    }
}
