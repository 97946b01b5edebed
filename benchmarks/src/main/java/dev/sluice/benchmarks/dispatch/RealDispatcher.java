package dev.sluice.benchmarks.dispatch;

import dev.sluice.dispatcher.Dispatcher;
import dev.sluice.dispatcher.DispatcherSettings;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The dispatcher as it is, deciding about point selects of ten tenants. */
final class RealDispatcher implements Decider {
    static final Topics TOPICS = new Topics("bench");
    private static final String DATABASE = "shop";
    private static final int TENANTS = 10;
    private static final int SLOTS = 1_000;

    private final Messages messages;
    private final Dispatcher dispatcher;
    private int requests;

    private RealDispatcher(Messages messages, Dispatcher dispatcher) {
        this.messages = messages;
        this.dispatcher = dispatcher;
    }

    static RealDispatcher start(String servers, Path state, List<String> settings) throws Exception {
        Map<String, String> values = new HashMap<>(Map.of(
                "kafka.client.bootstrap.servers", servers,
                "topics.prefix", TOPICS.prefix(),
                "platform.key", Base64.getEncoder().encodeToString(new byte[32]),
                "dispatcher.tenantBinding", "open",
                "dispatcher.stateDir", state.toString()));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        var registry = new InMemorySchemaRegistry();
        var dispatcher = new Dispatcher(
                DispatcherSettings.read(SettingsReader.of(values)),
                registry,
                new SimpleMeterRegistry(),
                InstantSource.system());
        dispatcher.start();
        return new RealDispatcher(new Messages(registry), dispatcher);
    }

    /** The database that the requests name, for the catalogue. */
    ProducerRecord<String, byte[]> definition() {
        var definition = DatabaseDefinition.newBuilder()
                .setName(DATABASE)
                .setEngine("postgresql")
                .setLaneSlots(Map.of("fast", SLOTS))
                .setUpdatedAt(Instant.EPOCH)
                .build();
        return new ProducerRecord<>(TOPICS.databases(), DATABASE, messages.encode(definition));
    }

    @Override
    public ProducerRecord<String, byte[]> request(String id) {
        int number = requests++;
        String topic = TOPICS.requests(Priority.NORMAL);
        var request = QueryRequest.newBuilder()
                .setJobId(id)
                .setTopic(topic)
                .setTenant("tenant-" + number % TENANTS)
                .setPrincipal("robot")
                .setDatabase(DATABASE)
                .setQuery(new SqlText(List.of("select id, name, price from item where id = ?")))
                .setParameters(List.of(new ParameterValue(null, ParameterType.LONG, (long) number)))
                .setSubmittedAt(Instant.now())
                .build();
        return new ProducerRecord<>(topic, DATABASE, messages.encode(request));
    }

    @Override
    public ProducerRecord<String, byte[]> completion(ConsumerRecord<String, byte[]> record) {
        if (!(messages.decode(QueryJob.class, record.value()) instanceof Decoded.Message<QueryJob>(QueryJob job))) {
            throw new IllegalStateException("a job of our own cannot be read");
        }
        var event = JobEvent.newBuilder()
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setPrincipal(job.getPrincipal())
                .setDatabase(job.getDatabase())
                .setType(EventType.SUCCEEDED)
                .setState(JobState.SUCCEEDED)
                .setAttempt(job.getAttempt())
                .setAt(Instant.now())
                .setMetrics(ExecutionMetrics.newBuilder().setExecuteMicros(400).build())
                .build();
        return new ProducerRecord<>(TOPICS.events(), job.getDatabase(), messages.encode(event));
    }

    @Override
    public String jobsTopic() {
        return TOPICS.jobs("postgresql", Lane.FAST);
    }

    @Override
    public String threads() {
        return TOPICS.prefix() + "-dispatcher";
    }

    @Override
    public void close() {
        dispatcher.stop();
    }
}
