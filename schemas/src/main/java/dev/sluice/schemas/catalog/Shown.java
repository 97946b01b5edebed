package dev.sluice.schemas.catalog;

/** Text of somebody else within a message: at no length, and without control characters. */
final class Shown {
    private static final int LONGEST = 64;

    private Shown() {}

    static String of(String text) {
        String head = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return head.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
