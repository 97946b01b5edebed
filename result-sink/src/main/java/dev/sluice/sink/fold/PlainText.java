package dev.sluice.sink.fold;

/** Text as PostgreSQL can keep it. Thread-safe. */
public final class PlainText {
    private static final char NUL = '\u0000';
    private static final char SYMBOL_FOR_NUL = '\u2400';

    private PlainText() {}

    /** The same text with each NUL, which neither text nor jsonb can hold, shown as {@code U+2400}. */
    public static String storable(String text) {
        return text.indexOf(NUL) < 0 ? text : text.replace(NUL, SYMBOL_FOR_NUL);
    }
}
