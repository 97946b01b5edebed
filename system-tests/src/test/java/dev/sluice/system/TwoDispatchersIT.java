package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.kafka.EmbeddedKafkaSettings;
import dev.sluice.standalone.registry.RegistryServer;
import dev.sluice.standalone.registry.RegistryServerSettings;
import dev.sluice.standalone.topics.EnsureTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two dispatchers share the databases; one of them is killed under load, again and again. FAULTS 3 to 6, 23, 26 and 94. */
class TwoDispatchersIT {
    private static final int PARTITIONS = 4;
    private static final int JOBS_EACH = 300;
    private static final int MOST_CARELESS_KILLS = 40;
    private static final int SLOTS = 6;
    private static final int OF_A_TENANT = 4;
    private static final List<String> DATABASES = List.of("shop", "sales", "stock", "staff", "books", "films");
    private static final List<String> TENANTS = List.of("acme", "umbrella", "globex");
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Topics topics = new Topics("sluice");
    private final List<DispatcherProcess> dispatchers = new ArrayList<>();
    private final List<String> submitted = new ArrayList<>();
    private final Random random = new Random(11);
    private EmbeddedKafka kafka;
    private RegistryServer registry;
    private Messages messages;
    private KafkaProducer<String, byte[]> producer;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        kafka = new EmbeddedKafka(new EmbeddedKafkaSettings(0, directory.resolve("kafka"), false));
        kafka.start();
        new EnsureTopics(topics.catalogue(Set.of("postgresql"), PARTITIONS), kafka::bootstrapServers).start();
        TopicSpec schemas = new TopicSpec(
                "schemas", "", "", 1, Optional.empty(), Map.of("cleanup.policy", "compact"), "the schemas");
        registry = new RegistryServer(new RegistryServerSettings(0, schemas), kafka::bootstrapServers);
        registry.start();
        messages = new Messages(new HttpSchemaRegistry(RegistrySettings.at(registry.url())));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        DATABASES.forEach(this::define);
        for (String name : List.of("one", "two")) {
            dispatchers.add(DispatcherProcess.start(name, directory, settings()));
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (DispatcherProcess dispatcher : dispatchers) {
            dispatcher.kill();
        }
        producer.close();
        registry.stop();
        kafka.stop();
    }

    /** Promise 4, and promise 1 as far as the dispatcher keeps it. */
    @Test
    void leasesExceedNoLimitAndEveryJobIsRoutedOnceWhileADispatcherIsKilled() throws Exception {
        killUnderLoad(2);
    }

    @Test
    @Tag("fault")
    void soDoManyKillsInARow() throws Exception {
        killUnderLoad(30);
    }

    /** FAULTS 4: were an aborted routing ever run, the checks would tell; here it is, and they do. */
    @Test
    @Tag("fault")
    void theChecksFailWhereExecutorsRunWhatWasNeverCommitted() throws Exception {
        try (var executors =
                PretendExecutors.careless(kafka.bootstrapServers(), messages, topics, SLOTS, OF_A_TENANT)) {
            submit(JOBS_EACH);
            for (int kill = 0; kill < MOST_CARELESS_KILLS && soundSoFar(executors); kill++) {
                killOne(executors);
            }
            awaitTaken(executors, submitted.size());

            assertThatThrownBy(() -> check(executors)).isInstanceOf(AssertionError.class);
        }
    }

    private static boolean soundSoFar(PretendExecutors executors) {
        return executors.broken.isEmpty() && executors.taken.values().stream().allMatch(times -> times == 1);
    }

    private void killUnderLoad(int kills) throws Exception {
        try (var executors = new PretendExecutors(kafka.bootstrapServers(), messages, topics, SLOTS, OF_A_TENANT)) {
            submit(JOBS_EACH);
            awaitTaken(executors, JOBS_EACH / 10);
            for (int kill = 0; kill < kills; kill++) {
                killOne(executors);
            }
            awaitTaken(executors, submitted.size());

            check(executors);
        }
    }

    private void killOne(PretendExecutors executors) throws Exception {
        int before = executors.taken.size();
        submit(JOBS_EACH);
        awaitTaken(executors, before + 1 + random.nextInt(JOBS_EACH / 4));
        DispatcherProcess victim = dispatchers.get(random.nextInt(dispatchers.size()));
        victim.kill();
        victim.startAgain();
    }

    private void check(PretendExecutors executors) {
        assertThat(executors.broken).isEmpty();
        assertThat(executors.taken).containsOnlyKeys(submitted);
        assertThat(executors.taken.values()).as("how often each job came").containsOnly(1);
    }

    private void awaitTaken(PretendExecutors executors, int jobs) {
        await().atMost(PATIENCE).until(() -> {
            for (DispatcherProcess dispatcher : dispatchers) {
                assertThat(dispatcher.alive()).as("%s", dispatcher.log()).isTrue();
            }
            return executors.taken.size() >= jobs;
        });
    }

    private void submit(int jobs) {
        for (int job = 0; job < jobs; job++) {
            var priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
            String database = DATABASES.get(random.nextInt(DATABASES.size()));
            var request = QueryRequest.newBuilder()
                    .setJobId(UUID.randomUUID().toString())
                    .setTopic(topics.requests(priority))
                    .setTenant(TENANTS.get(random.nextInt(TENANTS.size())))
                    .setPrincipal("robot")
                    .setDatabase(database)
                    .setQuery(new SqlText(List.of("select * from item where id = " + job)))
                    .setSubmittedAt(Instant.now())
                    .build();
            submitted.add(request.getJobId());
            send(topics.requests(priority), database, messages.encode(request));
            // The same request twice is one job.
            if (job % 10 == 0) {
                send(topics.requests(priority), database, messages.encode(request));
            }
        }
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

    private void send(String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value));
    }

    private Map<String, String> settings() {
        return Map.of(
                "kafka.client.bootstrap.servers", kafka.bootstrapServers(),
                "registry.url", registry.url().toString(),
                "platform.key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "dispatcher.tenantBinding", "open",
                "dispatcher.instances", "2",
                "dispatcher.prefetch.fast", "1",
                "dispatcher.limit.tenant", String.valueOf(OF_A_TENANT));
    }
}
