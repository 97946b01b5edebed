package dev.sluice.api.form;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"sql\": [", "{\"sql\" 1}", "nonsense"})
    void whatIsNoJsonIsToldWithoutTheParsersOwnWords(String body) {
        assertThatThrownBy(() -> new JsonBody(1_000).parse(body.getBytes(StandardCharsets.UTF_8)))
                .hasMessageNotContaining("Source")
                .hasMessageNotContaining("REDACTED")
                .hasMessageNotContaining("\n");
    }
}
