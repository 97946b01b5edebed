package dev.sluice.api;

import dev.sluice.message.Priority;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics, an API on them, what the other services would publish, and a caller. */
final class ApiFixture implements AutoCloseable {
    private final Topics topics = new Topics("apitest");
    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final Messages messages = new Messages(registry);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<AdminApi> apis = new ArrayList<>();
    private final KafkaCluster kafka;
    private final KafkaProducer<String, byte[]> producer;

    ApiFixture(KafkaCluster kafka) throws Exception {
        this.kafka = kafka;
        Map<String, Object> client = new HashMap<>(kafka.getKafkaClientConfiguration());
        try (Admin admin = Admin.create(client)) {
            Stream<String> requests = Stream.of(Priority.values()).map(topics::requests);
            Stream<String> others = Stream.of(topics.events(), topics.replies(), topics.control(), topics.databases());
            admin.createTopics(Stream.concat(requests, others)
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        this.producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
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
    AdminApi start(Map<String, String> settings) throws Exception {
        Map<String, String> values = new HashMap<>(Map.of("topics.prefix", topics.prefix(), "api.port", "0"));
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
        return api;
    }

    void publish(String topic, String key, SpecificRecord message) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, messages.encode(message)))
                .get();
    }

    Answer get(AdminApi api, String path) throws Exception {
        return send(request(api, path).GET());
    }

    Answer post(AdminApi api, String path, String body) throws Exception {
        return send(request(api, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static HttpRequest.Builder request(AdminApi api, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        apis.forEach(AdminApi::stop);
        producer.close();
        http.close();
    }
}
