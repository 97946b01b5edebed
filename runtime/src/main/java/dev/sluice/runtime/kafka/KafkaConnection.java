package dev.sluice.runtime.kafka;

import dev.sluice.runtime.settings.SettingsReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to reach Kafka: every key under {@code kafka.client} (bootstrap.servers, security.protocol, sasl.*, ssl.*) goes to every
 * client, and a service's own settings come on top. Thread-safe.
 *
 * <p>Keys in {@link #OWN} are refused rather than silently overridden: on them rests what Sluice promises (nothing lost, one
 * outcome), and a value that looks set but is not would mislead. A placeholder of Kafka's own config providers is written
 * {@code $${file:/path:key}}.
 */
public record KafkaConnection(Map<String, String> client) {
    /** What a service sets itself, and nobody else may. */
    public static final Set<String> OWN = Set.of(
            "acks",
            "application.id",
            "auto.offset.reset",
            "client.id",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.protocol",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "processing.guarantee",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final String KEY = "kafka.client";
    private static final String SERVERS = "bootstrap.servers";

    public KafkaConnection {
        client = Map.copyOf(client);
    }

    /** Reads {@code kafka.client.*}; {@code kafka.client.bootstrap.servers} defaults to localhost:9092. */
    public static KafkaConnection read(SettingsReader reader) {
        Map<String, String> client =
                new HashMap<>(reader.passThrough(KEY, known(), "Passed to every Kafka client as it stands"));
        client.keySet().stream()
                .filter(OWN::contains)
                .forEach(own -> reader.problem(KEY + "." + own, "is set by Sluice itself, remove it"));
        client.keySet().removeAll(OWN);
        client.put(
                SERVERS,
                String.join(",", reader.list(KEY + "." + SERVERS, List.of("localhost:9092"), "Kafka brokers")));
        return new KafkaConnection(client);
    }

    /** The pass-through settings with these on top and {@code client.id} set. */
    public Map<String, Object> with(String clientId, Map<String, ?> own) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(own);
        settings.put("client.id", clientId);
        return settings;
    }

    /** Names alone: values may be secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[" + client.get(SERVERS) + " with " + new TreeSet<>(client.keySet()) + "]";
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        known.addAll(OWN);
        return known;
    }
}
