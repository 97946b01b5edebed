package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.sink.watch.TransactionWatch;
import dev.sluice.sink.watch.WatchSettings;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.kafka.EmbeddedKafkaSettings;
import dev.sluice.standalone.registry.RegistryServer;
import dev.sluice.standalone.registry.RegistryServerSettings;
import dev.sluice.standalone.topics.EnsureTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Dispatchers in processes of their own around a Kafka and a registry in this one, with a few databases. Not thread-safe. */
final class DispatcherFleet {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final List<String> DATABASES = List.of("shop", "sales", "stock", "staff", "books", "films");
    static final int PARTITIONS = 4;
    private static final int SLOTS = 6;
    private static final int OF_A_TENANT = 4;

    final Topics topics = new Topics("sluice");
    final List<DispatcherProcess> dispatchers = new ArrayList<>();
    private final Path directory;
    private final EmbeddedKafka kafka;
    private final RegistryServer registry;
    private final Messages messages;
    private final KafkaProducer<String, byte[]> producer;

    /** Everything but the dispatchers. */
    DispatcherFleet(Path directory) throws Exception {
        this.directory = directory;
        kafka = new EmbeddedKafka(new EmbeddedKafkaSettings(0, directory.resolve("kafka"), false));
        kafka.start();
        new EnsureTopics(topics.catalogue(Set.of("postgresql"), PARTITIONS), kafka::bootstrapServers).start();
        TopicSpec schemas = new TopicSpec(
                "schemas", "", "", 1, Optional.empty(), Map.of("cleanup.policy", "compact"), "the schemas");
        registry = new RegistryServer(new RegistryServerSettings(0, schemas), kafka::bootstrapServers);
        registry.start();
        // The test is not about a registry that answers late because everything runs on one machine.
        messages = new Messages(new HttpSchemaRegistry(
                new RegistrySettings(registry.url(), new Credentials.None(), PATIENCE, PATIENCE)));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        DATABASES.forEach(this::define);
    }

    /** Starts one dispatcher for each name. */
    void start(List<String> names, Map<String, String> special) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.client.bootstrap.servers", kafka.bootstrapServers(),
                "registry.url", registry.url().toString(),
                "platform.key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "dispatcher.tenantBinding", "open",
                "dispatcher.instances", String.valueOf(names.size()),
                "dispatcher.prefetch.fast", "1",
                "dispatcher.limit.tenant", String.valueOf(OF_A_TENANT)));
        settings.putAll(special);
        for (String name : names) {
            dispatchers.add(DispatcherProcess.start(name, directory, settings));
        }
    }

    /** Waits until all of them, or those named, do their work. */
    void awaitUp(DispatcherProcess... which) {
        for (DispatcherProcess dispatcher : which.length == 0 ? dispatchers.toArray(DispatcherProcess[]::new) : which) {
            await().atMost(PATIENCE).until(() -> {
                requireAlive();
                return dispatcher.health().equals("UP");
            });
        }
    }

    void requireAlive() throws IOException {
        for (DispatcherProcess dispatcher : dispatchers) {
            assertThat(dispatcher.alive()).as("%s", dispatcher.log()).isTrue();
        }
    }

    PretendExecutors executors() {
        return new PretendExecutors(kafka.bootstrapServers(), messages, topics, SLOTS, OF_A_TENANT);
    }

    PretendExecutors carelessExecutors() {
        return PretendExecutors.careless(kafka.bootstrapServers(), messages, topics, SLOTS, OF_A_TENANT);
    }

    DispatcherGroup group() {
        return new DispatcherGroup(kafka.bootstrapServers());
    }

    /** The sink's watch over transactions, with little patience. */
    TransactionWatch watch(MeterRegistry meters) {
        return TransactionWatch.start(
                new KafkaConnection(Map.of("bootstrap.servers", kafka.bootstrapServers())),
                topics,
                new WatchSettings(Duration.ofMillis(500), Duration.ofSeconds(2)),
                meters,
                InstantSource.system());
    }

    /** What was committed to the topics. */
    TopicLog log() {
        return new TopicLog(kafka.bootstrapServers(), messages);
    }

    Messages messages() {
        return messages;
    }

    void send(String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value));
    }

    private void define(String name) {
        var definition = DatabaseDefinition.newBuilder()
                .setName(name)
                .setEngine("postgresql")
                .setLaneSlots(Map.of("fast", SLOTS))
                .setUpdatedAt(Instant.EPOCH)
                .build();
        send(topics.databases(), name, messages.encode(definition));
    }

    /** Ends them all, and what they stand on. */
    void stop() throws Exception {
        for (DispatcherProcess dispatcher : dispatchers) {
            dispatcher.kill();
        }
        producer.close();
        registry.stop();
        kafka.stop();
    }
}
