package dev.sluice.api.history;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The last entry of a page, by what pages are ordered by: the next page starts after it, whatever was added meanwhile. */
record Cursor(Instant at, String id) {

    /** As it stands in a link. */
    String text() {
        byte[] plain = (at + "|" + id).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /** The cursor, or nothing if the text is none. */
    static Optional<Cursor> parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int bar = plain.indexOf('|');
            return bar < 0 || plain.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(new Cursor(Instant.parse(plain.substring(0, bar)), plain.substring(bar + 1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
