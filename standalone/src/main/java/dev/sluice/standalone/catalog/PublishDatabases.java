package dev.sluice.standalone.catalog;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the definitions of the configured databases that are not on the topic as they are in the settings. Deletes none. */
public final class PublishDatabases implements Service {
    private static final Logger log = LoggerFactory.getLogger(PublishDatabases.class);

    private final List<ConfiguredDatabase> databases;
    private final KafkaConnection kafka;
    private final String topic;
    private final Messages messages;
    private final InstantSource clock;

    public PublishDatabases(
            List<ConfiguredDatabase> databases,
            KafkaConnection kafka,
            String topic,
            Messages messages,
            InstantSource clock) {
        this.databases = List.copyOf(databases);
        this.kafka = kafka;
        this.topic = topic;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "databases";
    }

    @Override
    public void start() throws IOException {
        Map<String, DatabaseDefinition> published = published();
        List<DatabaseDefinition> changed = databases.stream()
                .map(database -> database.definition(clock.instant()))
                .filter(definition -> !sameButTime(definition, published.get(definition.getName())))
                .toList();
        publish(changed);
        log.atInfo()
                .addKeyValue("databases", databases.size())
                .addKeyValue("changes", changed.size())
                .log("databases are published");
    }

    private static boolean sameButTime(DatabaseDefinition one, @Nullable DatabaseDefinition other) {
        return other != null && withoutTime(one).equals(withoutTime(other));
    }

    private static DatabaseDefinition withoutTime(DatabaseDefinition definition) {
        return DatabaseDefinition.newBuilder(definition)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    /** The last readable definition of each database on the topic. */
    private Map<String, DatabaseDefinition> published() {
        Map<String, DatabaseDefinition> found = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                kafka.with("sluice-databases-reader", Map.of("isolation.level", "read_committed")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    keep(record, found);
                }
            }
        }
        return found;
    }

    private void keep(ConsumerRecord<String, byte[]> record, Map<String, DatabaseDefinition> found) {
        found.remove(record.key());
        if (record.value() != null
                && messages.decode(DatabaseDefinition.class, record.value())
                        instanceof Decoded.Message<DatabaseDefinition>(DatabaseDefinition definition)) {
            found.put(record.key(), definition);
        }
    }

    private void publish(List<DatabaseDefinition> changed) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        try (var producer = new KafkaProducer<>(
                kafka.with("sluice-databases", Map.of("acks", "all")),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (DatabaseDefinition definition : changed) {
                producer.send(new ProducerRecord<>(topic, definition.getName(), messages.encode(definition)))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the databases could not be published to " + topic + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the databases were published", e);
        }
    }

    @Override
    public void stop() {
        // Nothing stays open.
    }

    @Override
    public Health check() {
        return Health.up();
    }
}
