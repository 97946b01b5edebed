package dev.sluice.standalone.registry;

import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.standalone.topics.TopicBootstrap;
import dev.sluice.standalone.topics.TopicBootstrapException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic of schemas: read once from its beginning to its end, then appended to. */
final class SchemaLog implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final String topic;
    private final KafkaProducer<String, String> producer;

    private SchemaLog(String topic, KafkaProducer<String, String> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /** Creates the topic if it is missing, hands over every record in it, and is then ready to append. */
    static SchemaLog open(String bootstrapServers, TopicSpec topic, Consumer<SchemaRecord> replay)
            throws TopicBootstrapException {
        Map<String, Object> connection = Map.of(
                "bootstrap.servers", bootstrapServers, "client.id", "sluice-registry", "enable.metrics.push", false);
        try (Admin admin = Admin.create(connection)) {
            TopicBootstrap bootstrap = new TopicBootstrap(admin);
            bootstrap.apply(bootstrap.diff(List.of(topic)));
        }
        readToEnd(connection, topic.name(), replay);
        Map<String, Object> settings = new HashMap<>(connection);
        // A write that fails must have failed for good before anything is answered, and soon enough for the one who
        // waits.
        settings.putAll(Map.of("acks", "all", "request.timeout.ms", 5_000, "delivery.timeout.ms", 10_000));
        settings.put("max.block.ms", 10_000);
        return new SchemaLog(
                topic.name(), new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()));
    }

    private static void readToEnd(Map<String, Object> connection, String topic, Consumer<SchemaRecord> replay) {
        TopicPartition only = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(connection, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key() != null && record.value() != null) {
                        replay.accept(SchemaRecordFormat.parse(record.key(), record.value()));
                    }
                }
            }
        }
    }

    /** Returns once the record is kept. After a failure nobody knows whether it is. */
    void append(SchemaRecord record) throws IOException {
        try {
            producer.send(new ProducerRecord<>(topic, SchemaRecordFormat.key(record), SchemaRecordFormat.value(record)))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("topic " + topic + " did not take a schema: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while topic " + topic + " took a schema", e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
