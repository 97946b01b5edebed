package dev.sluice.dispatcher;

import static org.awaitility.Awaitility.await;

import dev.sluice.message.ControlCommand;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneSlots;
import dev.sluice.message.QueryRequest;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A dispatcher without prefetch on a real broker under a prefix of its own, with everything around it that producers and executors have. */
final class LiveDispatcher implements AutoCloseable {
    final Topics topics;
    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final Messages messages = new Messages(registry);
    private final String servers;
    private final Map<String, String> own;
    private final Path stateDirectory;
    private final KafkaProducer<String, byte[]> producer;
    private Dispatcher dispatcher;

    LiveDispatcher(String servers, String prefix, Path stateDirectory) {
        this(servers, prefix, stateDirectory, Map.of());
    }

    /** With settings of its own beside or in place of the usual ones. */
    LiveDispatcher(String servers, String prefix, Path stateDirectory, Map<String, String> own) {
        this.own = own;
        this.servers = servers;
        this.topics = new Topics(prefix);
        this.stateDirectory = stateDirectory;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 0, "max.request.size", Topics.MAX_MESSAGE_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
        dispatcher = make();
    }

    private Dispatcher make() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.client.bootstrap.servers",
                servers,
                "topics.prefix",
                topics.prefix(),
                "dispatcher.prefetch.fast",
                "1",
                "dispatcher.tenantBinding",
                "open",
                "platform.key",
                Base64.getEncoder().encodeToString(new byte[32]),
                "dispatcher.stateDir",
                stateDirectory.toString()));
        settings.putAll(own);
        var reader = SettingsReader.of(settings);
        return new Dispatcher(
                DispatcherSettings.read(reader), registry, new SimpleMeterRegistry(), InstantSource.system());
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Creates the topics of the catalogue, but so many partitions for those of low priority. */
    void createTopics(int partitions, int lowPartitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            List<NewTopic> created = topics.catalogue(Set.of("postgresql"), partitions).stream()
                    .map(topic ->
                            newTopic(topic, topic.name().endsWith("requests.low") ? lowPartitions : topic.partitions()))
                    .toList();
            admin.createTopics(created).all().get();
        }
    }

    /** Creates the request topics of a tenant with so many partitions. */
    void createTenantTopics(String tenant, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            List<NewTopic> created = topics.requestsOf(Set.of(tenant), partitions).stream()
                    .map(spec -> newTopic(spec, partitions))
                    .toList();
            admin.createTopics(created).all().get();
            // The controller has them before the broker tells of them.
            List<String> names = created.stream().map(NewTopic::name).toList();
            await().until(() -> admin.listTopics().names().get().containsAll(names));
        }
    }

    private static NewTopic newTopic(TopicSpec spec, int partitions) {
        return new NewTopic(spec.name(), partitions, (short) 1).configs(spec.config());
    }

    /** From now on the topic takes records of so many bytes at most. */
    void limitRecords(String topic, int bytes) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var entry = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    void restart() throws Exception {
        dispatcher.stop();
        dispatcher = make();
        dispatcher.start();
    }

    void define(int fastSlots) {
        send(topics.databases(), "shop", messages.encode(Requests.database("shop", fastSlots)));
    }

    void submit(QueryRequest request) {
        send(request.getTopic(), request.getDatabase(), messages.encode(request));
    }

    /** An executor announces this many fast slots for the usual database, and these partitions of its own. */
    void heartbeat(int slots, List<Integer> partitions) {
        var lane = new LaneSlots("shop", Lane.FAST, slots, 0, partitions, 0.0, 0L, false, false);
        var heartbeat = new ExecutorHeartbeat("one", "postgresql", "test", List.of(lane), Instant.now());
        send(topics.heartbeats(), "one/postgresql", messages.encode(heartbeat));
    }

    void tell(JobEvent event) {
        send(topics.events(), event.getDatabase(), messages.encode(event));
    }

    void command(ControlCommand command) {
        send(topics.control(), command.getDatabase(), messages.encode(command));
    }

    void send(String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value));
    }

    /** Reads committed records of a topic from its start. */
    KafkaConsumer<String, byte[]> reader(String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", servers);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("fetch.max.wait.ms", 50);
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        return consumer;
    }

    <T extends SpecificRecord> List<T> poll(KafkaConsumer<String, byte[]> consumer, Class<T> type) {
        return StreamSupport.stream(consumer.poll(Duration.ofMillis(100)).spliterator(), false)
                .map(read -> decode(type, read))
                .toList();
    }

    private <T extends SpecificRecord> T decode(Class<T> type, ConsumerRecord<String, byte[]> read) {
        if (messages.decode(type, read.value()) instanceof Decoded.Message<T>(T message)) {
            return message;
        }
        throw new AssertionError("not a " + type.getSimpleName());
    }

    @Override
    public void close() {
        dispatcher.stop();
        producer.close(Duration.ofSeconds(5));
    }
}
