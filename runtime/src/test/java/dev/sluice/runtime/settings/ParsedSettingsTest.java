package dev.sluice.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that stand for something of the caller's. */
class ParsedSettingsTest {
    private static final Path NO_FILE = Path.of("no-such.yaml");

    @Test
    void aTextThatStandsForNothingIsAProblemAndTheDefaultStandsInForIt() {
        SettingsReader reader = SettingsReader.of(NO_FILE, Map.of(), List.of("a.url=a b", "a.login=canary"));

        assertThat(reader.<URI>parsed("a.url", "x:y", URI::create, "").getScheme())
                .isEqualTo("x");
        assertThat(reader.<URI>parsed("a.other", "x:y", URI::create, "").getScheme())
                .isEqualTo("x");
        assertThat(reader.<Integer>parsedSecret("a.login", ParsedSettingsTest::refused, 7, ""))
                .isEqualTo(7);

        assertThat(catchThrowableOfType(SettingsException.class, reader::finish).problems())
                .containsExactly(
                        "--set a.url: a.url: Illegal character in path at index 1: a b", "--set a.login: a.login: no");
    }

    private static int refused(String text) {
        throw new IllegalArgumentException(text.isEmpty() ? "empty" : "no");
    }
}
