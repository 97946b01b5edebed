package dev.sluice.runtime.kafka;

import dev.sluice.runtime.settings.SettingsReader;
import java.util.Map;

/**
 * How to reach Kafka: every key under {@code kafka.client} (bootstrap.servers, security.protocol, sasl.*, ssl.*) goes to every
 * client, and a service's own settings come on top. Thread-safe.
 */
public record KafkaConnection(Map<String, String> client) {
    public KafkaConnection {
        client = Map.copyOf(client);
    }

    /** Reads {@code kafka.client.*}; {@code kafka.client.bootstrap.servers} defaults to localhost:9092. */
    public static KafkaConnection read(SettingsReader reader) {
        throw new UnsupportedOperationException();
    }

    /** The pass-through settings with these on top and {@code client.id} set. */
    public Map<String, Object> with(String clientId, Map<String, ?> own) {
        throw new UnsupportedOperationException();
    }
}
