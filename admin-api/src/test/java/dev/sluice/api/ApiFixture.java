package dev.sluice.api;

import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.Priority;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics, APIs on them, and what the other services would publish. */
final class ApiFixture implements AutoCloseable {
    private static final String PLATFORM_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final Topics topics = new Topics("apitest");
    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final Messages messages = new Messages(registry);
    private final List<AdminApi> apis = new ArrayList<>();
    private final KafkaCluster kafka;
    private final KafkaProducer<String, byte[]> producer;

    ApiFixture(KafkaCluster kafka) throws Exception {
        this.kafka = kafka;
        Map<String, Object> client = new HashMap<>(kafka.getKafkaClientConfiguration());
        try (Admin admin = Admin.create(client)) {
            Stream<String> requests = Stream.of(Priority.values()).map(topics::requests);
            Stream<String> others = Stream.of(
                    topics.events(),
                    topics.replies(),
                    topics.control(),
                    topics.databases(),
                    topics.policies(),
                    topics.templates());
            admin.createTopics(Stream.concat(requests, others)
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        this.producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    }

    /** The gateway's mark as the dispatcher knows it. */
    static GatewaySeal gateway() {
        return GatewaySeal.of("k1", PLATFORM_KEY);
    }

    Topics topics() {
        return topics;
    }

    Messages messages() {
        return messages;
    }

    Map<String, Object> clientSettings() {
        return new HashMap<>(kafka.getKafkaClientConfiguration());
    }

    /** Starts an API on a free port. */
    Caller start(Map<String, String> settings) throws Exception {
        Map<String, String> values =
                new HashMap<>(Map.of("topics.prefix", topics.prefix(), "api.port", "0", "platform.key", PLATFORM_KEY));
        values.putAll(settings);
        kafka.getKafkaClientConfiguration()
                .forEach((key, value) -> values.putIfAbsent("kafka.client." + key, value.toString()));
        SettingsReader reader = SettingsReader.of(values);
        AdminApiSettings read = AdminApiSettings.read(reader);
        reader.finish();
        AdminApi api = new AdminApi(
                read, registry, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system(), Map::of);
        apis.add(api);
        api.start();
        return Caller.of(api);
    }

    void publish(String topic, String key, SpecificRecord message) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, messages.encode(message)))
                .get();
    }

    /** Adds a partition to a topic and publishes there. */
    void publishOnAnAddedPartition(String topic, String key, SpecificRecord message) throws Exception {
        int partition = producer.partitionsFor(topic).size();
        try (Admin admin = Admin.create(clientSettings())) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partition + 1)))
                    .all()
                    .get();
        }
        Map<String, Object> client = clientSettings();
        try (var anew = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            anew.send(new ProducerRecord<>(topic, partition, key, messages.encode(message)))
                    .get();
        }
    }

    /** All that the other services would publish about a job that succeeds with these rows. */
    void end(String jobId, String rows) throws Exception {
        publish(topics.events(), "demo", Told.event(jobId, EventType.ADMITTED, JobState.ADMITTED));
        publish(topics.replies(), jobId, Told.outcome(jobId, JobState.SUCCEEDED, rows));
        publish(topics.events(), "demo", Told.event(jobId, EventType.SUCCEEDED, JobState.SUCCEEDED));
    }

    @Override
    public void close() {
        apis.forEach(AdminApi::stop);
        producer.close();
    }
}
