package dev.sluice.api;

import dev.sluice.runtime.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Kafka clients of the API and what is set on them. */
final class Clients {
    // A body of 1 MiB always fits; what the topic itself takes is for the broker to say.
    private static final int LARGEST_REQUEST = 2 * 1024 * 1024;

    private Clients() {}

    /** Idempotent, acknowledged by all in-sync replicas; whatever happens, an answer within the time-out. */
    static KafkaProducer<String, byte[]> producer(KafkaConnection kafka, Duration timeout) {
        Map<String, Object> own = Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) timeout.dividedBy(2).toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) timeout.toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                timeout.dividedBy(2).toMillis(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST);
        return new KafkaProducer<>(
                kafka.with("sluice-api-publish", own), new StringSerializer(), new ByteArraySerializer());
    }

    /** For questions about offsets. */
    static Admin admin(KafkaConnection kafka) {
        return Admin.create(kafka.with("sluice-api-ends", Map.of()));
    }

    /** Outside any group; sees nothing of open or aborted transactions. */
    static Consumer<String, byte[]> consumer(KafkaConnection kafka) {
        Map<String, Object> own = Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000,
                // How long it takes to notice a partition that was added.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                kafka.client().getOrDefault(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000"));
        return new KafkaConsumer<>(
                kafka.with("sluice-api-tail", own), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
