package dev.sluice.executor;

import dev.sluice.message.ControlCommand;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.broker.UnfitBrokerException;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An executor on a real broker, with a hand to put jobs in and an eye on everything that comes out. */
final class ExecutorBench implements AutoCloseable {
    static final Topics TOPICS = new Topics("sluice");

    final SchemaRegistry registry = new InMemorySchemaRegistry();
    final Messages messages = new Messages(registry);
    private final String bootstrap;
    private final Map<String, String> settings;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
    private Executor executor;

    /** With database shop on PostgreSQL, as its superuser, and database lite on SQLite. */
    ExecutorBench(String bootstrap, String shopUrl, String liteUrl) {
        this(bootstrap, shopUrl, liteUrl, Map.of());
    }

    /** The same with settings of its own. */
    ExecutorBench(String bootstrap, String shopUrl, String liteUrl, Map<String, String> more) {
        this.bootstrap = bootstrap;
        this.settings = new HashMap<>(Map.of(
                "databases.shop.engine", "postgresql",
                "databases.shop.url", shopUrl,
                "databases.shop.user", "postgres",
                "databases.lite.engine", "sqlite",
                "databases.lite.url", liteUrl));
        settings.put("kafka.client.bootstrap.servers", bootstrap);
        settings.put("platform.key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("executor.instance", "test");
        settings.put("executor.stopGrace", "5s");
        settings.putAll(more);
        createTopics();
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> out = List.of(
                new TopicPartition(TOPICS.replies(), 0),
                new TopicPartition(TOPICS.events(), 0),
                new TopicPartition(TOPICS.deadLetters(), 0),
                new TopicPartition(TOPICS.heartbeats(), 0));
        consumer.assign(out);
        consumer.seekToBeginning(out);
        executor = newExecutor();
    }

    private void createTopics() {
        List<NewTopic> all = new ArrayList<>();
        for (String engine : List.of("postgresql", "sqlite")) {
            for (Lane lane : List.of(Lane.FAST, Lane.MEDIUM, Lane.SLOW)) {
                all.add(new NewTopic(TOPICS.jobs(engine, lane), 2, (short) 1));
            }
        }
        Set.of(
                        TOPICS.replies(),
                        TOPICS.events(),
                        TOPICS.deadLetters(),
                        TOPICS.control(),
                        TOPICS.heartbeats(),
                        TOPICS.lanes())
                .forEach(topic -> all.add(new NewTopic(topic, 1, (short) 1)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(all).all().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Executor newExecutor() {
        return with(settings);
    }

    /** One more beside it, which its user starts and stops. */
    Executor another(Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(changed);
        return with(all);
    }

    private Executor with(Map<String, String> all) {
        SettingsReader reader = SettingsReader.of(all);
        ExecutorSettings read = ExecutorSettings.read(reader, TenantBinding.OPEN);
        return new Executor(read, registry, new SimpleMeterRegistry(), InstantSource.system());
    }

    void deleteSpent() {
        executor.deleteSpent();
    }

    Collection<Long> firstOffsets(String topic) {
        return consumer.beginningOffsets(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)))
                .values();
    }

    Executor executor() {
        return executor;
    }

    /** One more on the same lanes, started; the caller stops it. */
    Executor another(String instance) {
        Executor other = another(Map.of("executor.instance", instance));
        start(other);
        return other;
    }

    void restart(Map<String, String> changed) {
        executor.stop();
        settings.putAll(changed);
        executor = newExecutor();
        start(executor);
    }

    /** Starts one on a broker that is known to be fit. */
    static void start(Executor executor) {
        try {
            executor.start();
        } catch (UnfitBrokerException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void send(QueryJob job) {
        sendAsIs(Jobs.seal().seal(job));
    }

    /** With the header of a trace, as the dispatcher passes it on. */
    void send(QueryJob job, String traceparent) {
        byte[] value = messages.encode(Jobs.seal().seal(job));
        var headers = new RecordHeaders().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        await(producer.send(new ProducerRecord<>(job.getTopic(), null, job.getJobId(), value, headers)));
    }

    void sendAsIs(QueryJob job) {
        sendBytes(job.getTopic(), job.getJobId(), messages.encode(job));
    }

    void command(ControlCommand command) {
        sendBytes(TOPICS.control(), command.getDatabase(), messages.encode(command));
    }

    void sendBytes(String topic, String key, byte @Nullable [] value) {
        await(producer.send(new ProducerRecord<>(topic, key, value)));
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Everything committed so far. */
    synchronized List<ConsumerRecord<String, byte[]>> seen() {
        consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
        return List.copyOf(seen);
    }

    /** How many records of this topic are committed so far. */
    int count(String topic) {
        return (int)
                seen().stream().filter(record -> record.topic().equals(topic)).count();
    }

    <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
        return seen().stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> ((Decoded.Message<T>) messages.decode(type, record.value())).value())
                .collect(Collectors.toList());
    }

    List<QueryReply> replies(String jobId) {
        return all(TOPICS.replies(), QueryReply.class).stream()
                .filter(reply -> reply.getJobId().equals(jobId))
                .toList();
    }

    List<QueryReply> outcomes(String jobId) {
        return replies(jobId).stream()
                .filter(reply -> reply.getKind() == ReplyKind.OUTCOME)
                .toList();
    }

    List<JobEvent> events(String jobId) {
        return all(TOPICS.events(), JobEvent.class).stream()
                .filter(event -> event.getJobId().equals(jobId))
                .toList();
    }

    QueryReply outcome(QueryJob job) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> outcomes(job.getJobId()), found -> !found.isEmpty())
                .getFirst();
    }

    QueryReply run(QueryJob job) {
        send(job);
        return outcome(job);
    }

    @Override
    public void close() {
        executor.stop();
        producer.close();
        consumer.close();
    }
}
