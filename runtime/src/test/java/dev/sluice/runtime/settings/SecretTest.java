package dev.sluice.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @ParameterizedTest
    @ValueSource(strings = {"registry.token", "history.password", "platform.key", "kafka.client.sasl.jaas.config"})
    void whatNamesASecretIsHidden(String key) {
        assertThat(Secret.redact(key, "canary")).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatcher.sql.maxTokens", "api.port", "platform.keyId"})
    void whatOnlySoundsLikeOneIsShown(String key) {
        assertThat(Secret.redact(key, "20000")).isEqualTo("20000");
    }
}
