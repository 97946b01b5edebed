package dev.sluice.schemas.catalog;

import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.serde.UncheckedRegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A small compacted topic of definitions, read whole and written now and then. Each call opens and closes its own clients and ends after
 * some seconds, with an IOException that says why, where Kafka or the registry do not answer. Thread-safe.
 */
public final class CatalogTopic<M extends SpecificRecord> {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_READ = Duration.ofSeconds(20);
    private static final int ANSWER_MILLIS = 5_000;

    private final Map<String, Object> client;
    private final String topic;
    private final Class<M> type;
    private final Messages messages;

    /** {@code client} is what every client gets: servers, security, the client's id. */
    public CatalogTopic(Map<String, Object> client, String topic, Class<M> type, Messages messages) {
        this.client = Map.copyOf(client);
        this.topic = topic;
        this.type = type;
        this.messages = messages;
    }

    /** What stands under a key. */
    public sealed interface Entry<M> {
        record Legible<M>(M message) implements Entry<M> {}

        /** Bytes that are no such message. */
        record Illegible<M>(String reason) implements Entry<M> {}
    }

    /** The newest of each key, by key; deleted ones are not there. */
    public SortedMap<String, Entry<M>> read() throws IOException {
        SortedMap<String, Entry<M>> entries = new TreeMap<>();
        for (Map.Entry<String, byte[]> newest : newest().entrySet()) {
            Decoded<M> decoded = messages.decode(type, newest.getValue());
            if (decoded instanceof Decoded.RegistryDown<M> down) {
                throw new IOException("the schema registry does not answer: " + down.reason());
            }
            entries.put(
                    newest.getKey(),
                    decoded instanceof Decoded.Message<M> message
                            ? new Entry.Legible<>(message.value())
                            : new Entry.Illegible<>(
                                    ((Decoded.Undecodable<M>) decoded).error().getMessage()));
        }
        return entries;
    }

    /** Publishes these in their order; when it returns, all of them are acknowledged. */
    public void publish(Map<String, M> definitions) throws IOException {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        try {
            definitions.forEach((key, definition) -> encoded.put(key, messages.encode(definition)));
        } catch (UncheckedRegistryException e) {
            throw new IOException("the schema registry does not take the schema: " + e.getMessage(), e);
        }
        write(encoded);
    }

    /** Nothing stands under this key any more. */
    public void delete(String key) throws IOException {
        Map<String, byte @Nullable []> tombstone = new HashMap<>();
        tombstone.put(key, null);
        write(tombstone);
    }

    private Map<String, byte[]> newest() throws IOException {
        Map<String, byte[]> newest = new HashMap<>();
        Map<String, Object> own = new HashMap<>(client);
        own.put("isolation.level", "read_committed");
        own.put("allow.auto.create.topics", false);
        own.put("default.api.timeout.ms", ANSWER_MILLIS);
        own.put("request.timeout.ms", ANSWER_MILLIS);
        try (var consumer = new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            long start = System.nanoTime();
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(record -> keep(record, newest));
                if (System.nanoTime() - start > LONGEST_READ.toNanos()) {
                    throw new IOException(topic + " could not be read within " + LONGEST_READ.toSeconds() + " s");
                }
            }
        } catch (KafkaException e) {
            throw new IOException("Kafka does not let " + topic + " be read: " + e.getMessage(), e);
        }
        return newest;
    }

    private static void keep(ConsumerRecord<String, byte[]> record, Map<String, byte[]> newest) {
        if (record.key() == null) {
            return;
        }
        if (record.value() == null) {
            newest.remove(record.key());
        } else {
            newest.put(record.key(), record.value());
        }
    }

    private void write(Map<String, byte @Nullable []> records) throws IOException {
        Map<String, Object> own = new HashMap<>(client);
        own.put("acks", "all");
        own.put("max.block.ms", ANSWER_MILLIS);
        own.put("request.timeout.ms", ANSWER_MILLIS);
        own.put("delivery.timeout.ms", 2 * ANSWER_MILLIS);
        int done = 0;
        try (var producer = new KafkaProducer<>(own, new StringSerializer(), new ByteArraySerializer())) {
            for (Map.Entry<String, byte @Nullable []> record : records.entrySet()) {
                producer.send(new ProducerRecord<>(topic, record.getKey(), record.getValue()))
                        .get();
                done++;
            }
        } catch (ExecutionException | KafkaException e) {
            throw new IOException(
                    "Kafka took %d of %d records for %s: %s".formatted(done, records.size(), topic, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted after %d of %d records for %s".formatted(done, records.size(), topic), e);
        }
    }
}
