package dev.sluice.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.runtime.service.Health;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.UnknownSchemaException;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.kafka.EmbeddedKafkaSettings;
import dev.sluice.standalone.port.LoopbackPort;
import dev.sluice.standalone.port.PortTakenException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ONE =
            "{\"type\":\"record\",\"name\":\"P\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String OPTIONAL_ADDED = "{\"type\":\"record\",\"name\":\"P\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}";
    private static final String REQUIRED_ADDED = "{\"type\":\"record\",\"name\":\"P\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"int\"}]}";

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;
    private RegistryServer registry;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = new EmbeddedKafka(new EmbeddedKafkaSettings(0, directory.resolve("kafka"), false));
        kafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.stop();
    }

    @BeforeEach
    void startRegistry(TestInfo test) throws Exception {
        registry = registry(test.getTestMethod().orElseThrow().getName(), 0);
        registry.start();
    }

    @AfterEach
    void stopRegistry() {
        registry.stop();
    }

    @Test
    void givesTheSameSchemaTheSameIdAlsoUnderAnotherSubjectAndAfterARestart() throws Exception {
        int id = register("s", ONE).path("id").asInt();
        int second = register("s", OPTIONAL_ADDED).path("id").asInt();
        assertThat(id).isPositive();
        assertThat(second).isNotEqualTo(id);
        assertThat(register("s", ONE).path("id").asInt()).isEqualTo(id);
        assertThat(register("other/subject", ONE).path("id").asInt()).isEqualTo(id);

        registry.stop();
        registry.start();

        assertThat(get("/schemas/ids/" + id).path("schema").asText()).isEqualTo(ONE);
        assertThat(register("s", OPTIONAL_ADDED).path("id").asInt()).isEqualTo(second);
        assertThat(get("/subjects")).hasToString("[\"other/subject\",\"s\"]");
        assertThat(get("/subjects/s/versions")).hasToString("[1,2]");
        assertThat(get("/subjects/s/versions/latest").path("id").asInt()).isEqualTo(second);
        assertThat(get("/subjects/other%2Fsubject/versions/1").path("schema").asText())
                .isEqualTo(ONE);
        assertThat(get("/schemas/ids/" + id + "/versions")).hasSize(2);
        assertThat(registry.check()).isEqualTo(Health.up());
    }

    @Test
    void servesOurOwnClient() throws Exception {
        HttpSchemaRegistry client = new HttpSchemaRegistry(RegistrySettings.at(registry.url()));
        Schema one = new Schema.Parser().parse(ONE);
        assertThat(client.compatible("s", one)).isTrue();

        int id = client.register("s", one);

        assertThat(new HttpSchemaRegistry(RegistrySettings.at(registry.url())).byId(id))
                .isEqualTo(one);
        assertThat(client.compatible("s", new Schema.Parser().parse(REQUIRED_ADDED)))
                .isFalse();
        assertThatThrownBy(() -> client.byId(99)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void refusesASchemaThatCannotReadWhatTheLatestWrote() throws Exception {
        register("s", ONE);

        assertThat(post("/compatibility/subjects/s/versions/latest", REQUIRED_ADDED)
                        .path("is_compatible")
                        .asBoolean())
                .isFalse();
        assertThat(post("/compatibility/subjects/s/versions/latest", OPTIONAL_ADDED)
                        .path("is_compatible")
                        .asBoolean())
                .isTrue();
        JsonNode refused = register("s", REQUIRED_ADDED);
        assertThat(refused.path("error_code").asInt()).isEqualTo(409);
        assertThat(refused.path("message").asText()).contains("READER_FIELD_MISSING_DEFAULT_VALUE", "/fields/1");

        send("PUT", "/config/s", "{\"compatibility\":\"NONE\"}");
        assertThat(get("/config/s").path("compatibilityLevel").asText()).isEqualTo("NONE");
        assertThat(get("/config").path("compatibilityLevel").asText()).isEqualTo("BACKWARD");
        assertThat(register("s", REQUIRED_ADDED).path("id").asInt()).isPositive();
    }

    @Test
    void answersMistakesWithTheCodesThatClientsKnow() throws Exception {
        register("s", ONE);

        assertThat(errorOf(get("/subjects/none/versions"))).isEqualTo(40401);
        assertThat(errorOf(get("/subjects/s/versions/9"))).isEqualTo(40402);
        for (String id : List.of("99", "2147483647", "99999999999")) {
            assertThat(errorOf(get("/schemas/ids/" + id))).as(id).isEqualTo(40403);
        }
        assertThat(errorOf(post("/subjects/s", OPTIONAL_ADDED))).isEqualTo(40403);
        assertThat(post("/subjects/s", ONE).path("version").asInt()).isEqualTo(1);
        assertThat(errorOf(register("s", "{\"type\":\"wrong\"}"))).isEqualTo(42201);
        assertThat(errorOf(send("POST", "/subjects/s/versions", "not json"))).isEqualTo(400);
        assertThat(errorOf(send("PUT", "/config", "{\"compatibility\":\"SOMEHOW\"}")))
                .isEqualTo(42203);
        assertThat(errorOf(send("DELETE", "/subjects/s", ""))).isEqualTo(405);
        assertThat(errorOf(get("/nothing/here"))).isEqualTo(404);
    }

    @Test
    void namesThePortAndTheSettingWhenThePortIsTaken() {
        int taken = registry.url().getPort();
        RegistryServer second = registry("second", taken);

        assertThatThrownBy(second::start)
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("port " + taken)
                .hasMessageContaining(RegistryServer.PORT_KEY);
        assertThat(LoopbackPort.HOST).isEqualTo(registry.url().getHost());
    }

    private static RegistryServer registry(String topic, int port) {
        TopicSpec spec = new TopicSpec(
                topic, "schemas", "subject", 1, Optional.empty(), Map.of("cleanup.policy", "compact"), "doc");
        return new RegistryServer(new RegistryServerSettings(port, spec), kafka::bootstrapServers);
    }

    private JsonNode register(String subject, String schema) throws Exception {
        return post("/subjects/" + subject.replace("/", "%2F") + "/versions", schema);
    }

    private JsonNode post(String path, String schema) throws Exception {
        return send("POST", path, JSON.writeValueAsString(Map.of("schema", schema)));
    }

    private JsonNode get(String path) throws Exception {
        return send("GET", path, "");
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(registry.url().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");
        return JSON.readTree(response.body());
    }

    private static int errorOf(JsonNode answer) {
        assertThat(answer.path("message").asText()).isNotBlank();
        return answer.path("error_code").asInt();
    }
}
