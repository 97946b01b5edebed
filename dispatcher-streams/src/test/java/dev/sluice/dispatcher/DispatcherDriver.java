package dev.sluice.dispatcher;

import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.dispatcher.send.DispatchSpans;
import dev.sluice.dispatcher.send.TopicDirectory;
import dev.sluice.dispatcher.stream.Catalogs;
import dev.sluice.dispatcher.stream.CommitPace;
import dev.sluice.dispatcher.stream.DispatcherMeters;
import dev.sluice.dispatcher.stream.Rules;
import dev.sluice.dispatcher.stream.TaskWiring;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.LaneSlots;
import dev.sluice.message.Policy;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.QueryTemplate;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.schemas.trace.Spans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology, in memory, without a broker, on a clock that stands still. */
final class DispatcherDriver implements AutoCloseable {
    static final Topics TOPICS = new Topics("sluice");
    private static final int MAX_MESSAGE = 1024 * 1024;

    final SettableClock clock = new SettableClock();
    final SwitchableRegistry registry;
    final SwitchableParser parser = new SwitchableParser();
    /** For the test itself, whose view of the registry never goes dark. */
    final Messages messages;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TopicDirectory directory = new TopicDirectory(topics());
    private final KeptStore jobs;
    private final Rules rules;
    private final TopologyTestDriver driver;
    private final InMemorySchemaRegistry schemas;

    DispatcherDriver(Path directory) {
        this(directory, Spans.off());
    }

    /** With the usual rules, making these spans. */
    DispatcherDriver(Path directory, Spans spans) {
        this(directory, TestRules.usual(), 1, new KeptStore(), new InMemorySchemaRegistry(), spans);
    }

    DispatcherDriver(Path directory, Rules rules, int partitions, KeptStore jobs) {
        this(directory, rules, partitions, jobs, new InMemorySchemaRegistry(), Spans.off());
    }

    private DispatcherDriver(
            Path directory, Rules rules, int partitions, KeptStore jobs, InMemorySchemaRegistry schemas, Spans spans) {
        this.jobs = jobs;
        this.rules = rules;
        this.schemas = schemas;
        messages = new Messages(schemas, Topics.MAX_MESSAGE_BYTES);
        registry = new SwitchableRegistry(schemas);
        var seal = new JobSeal("k1", new byte[32]);
        var view = new Messages(registry, Topics.MAX_MESSAGE_BYTES);
        var counts = new DispatcherMeters(meters);
        var wiring = new TaskWiring(
                TOPICS,
                new Partitions(partitions),
                rules,
                () -> new CommitPace(System::nanoTime),
                new Analyses(rules.sql().parse(), parser, System::nanoTime),
                seal,
                view,
                this.directory,
                counts,
                Catalogs.unread(view, rules.policies(), counts),
                new DispatchSpans(spans));
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put("processing.exception.handler.global.enabled", true);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(
                DispatcherTopology.build(wiring, jobs.supplier(), clock), settings, clock.instant());
    }

    /** A driver that finds what this one left in its store, as after a restart. */
    DispatcherDriver restarted(Path directory) {
        driver.close();
        var next = new DispatcherDriver(directory, rules, 1, jobs, schemas, Spans.off());
        next.clock.set(clock.instant());
        Requests.defineUsual(next);
        return next;
    }

    void define(DatabaseDefinition definition) {
        catalogue(TOPICS.databases(), definition.getName(), messages.encode(definition));
    }

    void order(LaneOrder order) {
        catalogue(TOPICS.lanes(), order.getDatabase() + "/" + order.getLane(), messages.encode(order));
    }

    /** An executor announces so many fast slots for the usual database. */
    void heartbeat(String instance, int slots) {
        var lane = new LaneSlots("shop", Lane.FAST, slots, 0, List.of(), 0.0, 0L, false, false);
        var heartbeat = new ExecutorHeartbeat(instance, "postgresql", "test", List.of(lane), clock.instant());
        catalogue(TOPICS.heartbeats(), instance + "/postgresql", messages.encode(heartbeat));
    }

    void publish(Policy policy) {
        catalogue(TOPICS.policies(), policy.getName(), messages.encode(policy));
    }

    void publish(QueryTemplate template) {
        String key = template.getQueryId() + "@" + template.getVersion();
        catalogue(TOPICS.templates(), key, messages.encode(template));
    }

    /** Puts these bytes, or a tombstone, under this key of a catalogue. */
    void catalogue(String topic, String key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    void submit(QueryRequest request) {
        send(request.getTopic(), request.getDatabase(), messages.encode(request));
    }

    void tell(JobEvent event) {
        send(TOPICS.events(), event.getDatabase(), messages.encode(event));
    }

    void command(ControlCommand command) {
        send(TOPICS.control(), command.getDatabase(), messages.encode(command));
    }

    void send(String topic, String key, byte[] value) {
        send(topic, new TestRecord<>(key, value, new RecordHeaders()));
    }

    void send(String topic, TestRecord<String, byte[]> record) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** From now on a topic takes records of so many bytes at most. */
    void limit(String topic, int bytes) {
        Map<String, Integer> topics = topics();
        topics.put(topic, bytes);
        directory.see(topics);
    }

    /** Lets time pass during which nothing happens: no tick of the clock, no record. */
    void stall(Duration time) {
        clock.advance(time);
    }

    /** Lets time pass, in steps like those of a real clock. */
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusMillis(100)) {
            Duration step = left.toMillis() < 100 ? left : Duration.ofMillis(100);
            clock.advance(step);
            driver.advanceWallClockTime(step);
        }
    }

    /** Lets time pass at one stroke. */
    void skip(Duration time) {
        clock.advance(time);
        driver.advanceWallClockTime(time);
    }

    List<QueryJob> jobs(Lane lane) {
        return read(TOPICS.jobs("postgresql", lane), QueryJob.class);
    }

    List<JobEvent> events() {
        return read(TOPICS.events(), JobEvent.class);
    }

    List<QueryReply> replies() {
        return read(TOPICS.replies(), QueryReply.class);
    }

    List<DeadLetter> deadLetters() {
        return read(TOPICS.deadLetters(), DeadLetter.class);
    }

    List<TestRecord<String, byte[]>> raw(String topic) {
        return driver.producedTopicNames().contains(topic)
                ? driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                : List.of();
    }

    private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        return raw(topic).stream().map(read -> decode(type, read.value())).toList();
    }

    private <T extends SpecificRecord> T decode(Class<T> type, byte[] bytes) {
        return switch (messages.decode(type, bytes)) {
            case Decoded.Message<T> message -> message.value();
            case Decoded.Undecodable<T> bad -> throw new AssertionError(bad.error());
            case Decoded.RegistryDown<T> down -> throw new AssertionError(down.reason());
        };
    }

    private static Map<String, Integer> topics() {
        Map<String, Integer> topics = new HashMap<>();
        for (Lane lane : Lane.values()) {
            topics.put(TOPICS.jobs("postgresql", lane), MAX_MESSAGE);
        }
        for (Priority priority : Priority.values()) {
            topics.put(TOPICS.requests(priority), MAX_MESSAGE);
        }
        topics.put(TOPICS.replies(), MAX_MESSAGE);
        topics.put(TOPICS.replies() + ".billing", MAX_MESSAGE);
        topics.put(TOPICS.events(), MAX_MESSAGE);
        topics.put(TOPICS.deadLetters(), MAX_MESSAGE);
        return topics;
    }

    @Override
    public void close() {
        driver.close();
    }
}
