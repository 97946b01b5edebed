package dev.sluice.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void aCursorIsReadAsItWasWritten() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-21T12:00:00.123456Z"), "a|b");

        assertThat(Cursor.parse(cursor.text())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!", "MjAyNnxh", "AAAA"})
    void anythingElseIsNone(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
