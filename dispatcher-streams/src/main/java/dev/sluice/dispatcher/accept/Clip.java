package dev.sluice.dispatcher.accept;

/** Other people's text inside our messages: short and quoted. */
final class Clip {
    private static final int LONGEST = 64;

    private Clip() {}

    static String quoted(String text) {
        return text.length() <= LONGEST ? "'" + text + "'" : "'" + text.substring(0, LONGEST) + "…'";
    }
}
