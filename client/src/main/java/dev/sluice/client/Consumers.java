package dev.sluice.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The consumers of a client and what is set on them. */
final class Consumers {
    private Consumers() {}

    /** Outside any group; sees nothing of open or aborted transactions. */
    static Consumer<String, byte[]> open(ClientSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What was deleted unread must be told, not skipped.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Looking for a topic must not create it: that is for whoever knows how it has to be.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        // How long it takes to notice a partition that was added, and what has come to it.
        config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
