package dev.sluice.executor.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.executor.Jobs;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Executors in processes of their own on a broker and on databases, with a hand to put jobs in. Not thread-safe but for sending. */
final class ExecutorFleet implements AutoCloseable {
    static final Topics TOPICS = new Topics("sluice");
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<Lane> LANES = List.of(Lane.FAST, Lane.MEDIUM, Lane.SLOW);

    final List<ExecutorProcess> executors = new ArrayList<>();
    final CommittedLog log;
    private final Path directory;
    private final Admin admin;
    private final RegistryOverHttp registry = new RegistryOverHttp();
    private final Messages messages = new Messages(registry.registry());
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, EffectTable> databases = new HashMap<>();
    /** How often each job was sent anew. */
    private final Map<String, Integer> sentAnew = new HashMap<>();

    /** Without executors so far. */
    ExecutorFleet(String bootstrap, int partitions, Path directory) throws IOException {
        this.directory = directory;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        createTopics(partitions);
        settings.put("kafka.client.bootstrap.servers", bootstrap);
        settings.put("kafka.client.interceptor.classes", WatchedClients.class.getName());
        settings.put("registry.url", registry.url());
        settings.put("platform.key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("executor.tenantBinding", "open");
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
        log = new CommittedLog(bootstrap, messages);
    }

    /** Waits until the group of the fast lane counts on this executor no more. */
    void awaitWithout(ExecutorProcess gone) {
        await().atMost(PATIENCE).until(() -> members().noneMatch(member -> is(member, gone)));
    }

    /** Waits until this executor has partitions of the fast lane. */
    void awaitTaking(ExecutorProcess executor) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ExecutionException.class) // a group is made by its first member
                .until(() -> members()
                        .anyMatch(member -> is(member, executor)
                                && !member.assignment().topicPartitions().isEmpty()));
    }

    private Stream<MemberDescription> members() throws ExecutionException, InterruptedException {
        String group = TOPICS.prefix() + ".executors.postgresql.fast";
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(found -> found.members().stream());
    }

    private static boolean is(MemberDescription member, ExecutorProcess executor) {
        return member.clientId().contains("-executor-" + executor.name() + "-");
    }

    private void createTopics(int partitions) {
        List<NewTopic> all = new ArrayList<>();
        for (String engine : List.of("postgresql", "mariadb", "sqlite")) {
            LANES.forEach(lane -> all.add(new NewTopic(TOPICS.jobs(engine, lane), partitions, (short) 1)));
        }
        List.of(
                        TOPICS.replies(),
                        TOPICS.events(),
                        TOPICS.deadLetters(),
                        TOPICS.control(),
                        TOPICS.heartbeats(),
                        TOPICS.lanes())
                .forEach(topic -> all.add(new NewTopic(topic, 1, (short) 1)));
        try {
            admin.createTopics(all).all().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Has executors to come serve a database, which is named like its engine and gets a table of effects. */
    void serve(String engine, String url, String user) throws SQLException {
        String key = "databases." + engine + ".";
        settings.put(key + "engine", engine);
        settings.put(key + "url", WatchedDriver.watched(url));
        settings.put(key + "user", user);
        settings.put(key + "slots.fast", "4");
        settings.put(key + "slots.medium", "1");
        settings.put(key + "slots.slow", "1");
        databases.put(engine, EffectTable.create(url, user, messages));
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    /** Starts one more, with these system properties. */
    ExecutorProcess start(String name, String... properties) throws IOException {
        ExecutorProcess executor = new ExecutorProcess(name, directory, Map.copyOf(settings), List.of(properties));
        executors.add(executor);
        return executor;
    }

    /** Where boundaries are armed. */
    Path directory() {
        return directory;
    }

    void send(Collection<QueryJob> jobs) {
        for (QueryJob job : jobs) {
            byte[] value = messages.encode(Jobs.seal().seal(job));
            var unused = producer.send(new ProducerRecord<>(job.getTopic(), job.getJobId(), value));
        }
        producer.flush();
    }

    /** Waits until all of the jobs have an OUTCOME. What is given back is sent anew, as the dispatcher would. */
    void awaitOutcomes(Collection<QueryJob> jobs) {
        awaitOutcomes(jobs, PATIENCE);
    }

    /** The same for as long as this. */
    void awaitOutcomes(Collection<QueryJob> jobs, Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            jobs.forEach(this::sendAnewIfReleased);
            assertThat(unanswered(jobs)).isEmpty();
        });
    }

    private void sendAnewIfReleased(QueryJob job) {
        int released = (int)
                types(job).stream().filter(type -> type == EventType.RELEASED).count();
        Integer before = sentAnew.put(job.getJobId(), released);
        if (released > (before == null ? 0 : before)) {
            send(List.of(QueryJob.newBuilder(job).setAttempt(1 + released).build()));
        }
    }

    /** The jobs without an OUTCOME, each with its events so far. */
    private List<String> unanswered(Collection<QueryJob> jobs) {
        Map<String, ?> outcomes = log.outcomes();
        return jobs.stream()
                .filter(job -> !outcomes.containsKey(job.getJobId()))
                .map(job -> job.getJobId() + " " + types(job))
                .toList();
    }

    boolean has(QueryJob job, EventType type) {
        log.outcomes();
        return types(job).contains(type);
    }

    private List<EventType> types(QueryJob job) {
        return log.events().getOrDefault(job.getJobId(), List.of()).stream()
                .map(JobEvent::getType)
                .toList();
    }

    /** What does not add up; nothing if all is well. */
    List<String> audit(Collection<QueryJob> jobs) throws SQLException {
        List<String> complaints = new ArrayList<>();
        for (Map.Entry<String, EffectTable> database : databases.entrySet()) {
            Books books = database.getValue().books(log.outcomes(), log.ends());
            jobs.stream()
                    .filter(job -> job.getEngine().equals(database.getKey()))
                    .forEach(job -> complaints.addAll(books.complaints(job)));
        }
        return complaints;
    }

    @Override
    public void close() {
        executors.forEach(ExecutorProcess::kill);
        producer.close();
        admin.close();
        log.close();
        registry.close();
    }
}
