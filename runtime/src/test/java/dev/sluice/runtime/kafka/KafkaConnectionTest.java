package dev.sluice.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.runtime.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
    @Test
    void everyKeyReachesEveryClientWithTheServicesOwnOnTop() {
        SettingsReader reader = SettingsReader.of(Map.of(
                "kafka.client.bootstrap.servers", "broker:9093",
                "kafka.client.security.protocol", "SASL_SSL",
                "kafka.client.sasl.jaas.config", "canary",
                "kafka.client.linger.ms", "3"));

        KafkaConnection connection = KafkaConnection.read(reader);

        assertThat(connection.with("sluice-sink", Map.of("acks", "all", "linger.ms", 1)))
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "canary")
                .containsEntry("linger.ms", 1)
                .containsEntry("acks", "all")
                .containsEntry("client.id", "sluice-sink");
        assertThat(problems(reader)).isEmpty();
    }

    @Test
    void isLocalhostByDefaultAndNeverPrintsAValue() {
        assertThat(KafkaConnection.read(SettingsReader.of(Map.of())).client())
                .containsExactly(Map.entry("bootstrap.servers", "localhost:9092"));
        assertThat(new KafkaConnection(Map.of("bootstrap.servers", "b", "sasl.jaas.config", "canary")))
                .asString()
                .contains("sasl.jaas.config")
                .doesNotContain("canary");
    }

    @Test
    void refusesWhatSluiceSetsItselfAndWhatLooksMistyped() {
        SettingsReader reader = SettingsReader.of(Map.of(
                "kafka.client.group.id", "mine", "kafka.client.bootstrap.server", "x", "kafka.client.own.plugin", "y"));

        KafkaConnection connection = KafkaConnection.read(reader);

        assertThat(connection.client()).doesNotContainKey("group.id").containsEntry("own.plugin", "y");
        assertThat(problems(reader))
                .contains("kafka.client.group.id: is set by Sluice itself, remove it")
                .contains("is unknown, did you mean kafka.client.bootstrap.servers?");
    }

    private static String problems(SettingsReader reader) {
        SettingsException thrown = catchThrowableOfType(SettingsException.class, reader::finish);
        return thrown == null ? "" : String.join("\n", thrown.problems());
    }
}
