package dev.sluice.api.form;

/** Whether a text survives the way to the database. Pure. */
final class TextCheck {
    private TextCheck() {}

    /** False if the text holds half of a surrogate pair, which UTF-8 cannot carry and would silently replace. */
    static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }
}
