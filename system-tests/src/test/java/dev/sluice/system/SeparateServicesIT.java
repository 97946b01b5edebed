package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.kafka.EmbeddedKafkaSettings;
import dev.sluice.standalone.postgres.EmbeddedPostgres;
import dev.sluice.standalone.postgres.EmbeddedPostgresSettings;
import dev.sluice.standalone.registry.RegistryServer;
import dev.sluice.standalone.registry.RegistryServerSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service in a process of its own, with the commands and settings of the compose file, on Kafka, registry and PostgreSQL. */
class SeparateServicesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> SERVICES = List.of("dispatcher", "executor", "result-sink", "admin-api");
    /** Beyond what goes over the reply topic, so that it is read from where executors and API keep large results. */
    private static final String LARGE =
            "{\"database\":\"demo\",\"sql\":\"SELECT g, repeat('x', 1000)" + " FROM generate_series(1, 12000) g\"}";

    private static final String SUBMISSION = "{\"database\":\"demo\",\"sql\":\"SELECT ? * 6 AS answer\","
            + "\"parameters\":[{\"type\":\"long\",\"value\":7}]}";

    private final Map<String, Process> processes = new HashMap<>();
    private EmbeddedKafka kafka;
    private RegistryServer registry;
    private EmbeddedPostgres postgres;
    private URI api;

    @TempDir
    private Path directory;

    @BeforeEach
    void startWhatTheServicesNeed() throws Exception {
        kafka = new EmbeddedKafka(new EmbeddedKafkaSettings(0, directory.resolve("kafka"), false));
        kafka.start();
        TopicSpec schemas = new TopicSpec(
                "schemas",
                "",
                "",
                1,
                Optional.empty(),
                Map.of("cleanup.policy", "compact"),
                "the schemas of the registry");
        registry = new RegistryServer(new RegistryServerSettings(0, schemas), kafka::bootstrapServers);
        registry.start();
        postgres = new EmbeddedPostgres(new EmbeddedPostgresSettings(
                0,
                directory.resolve("postgres"),
                Path.of("..", "standalone", "target", "postgresql").toAbsolutePath(),
                List.of("history", "demo"),
                false));
        postgres.start();
        new Database(() -> DriverManager.getConnection(postgres.jdbcUrl("demo"), postgres.user(), ""))
                .run("CREATE ROLE sluice SUPERUSER LOGIN PASSWORD 'sluice'");
        ComposeFile.writeSettings(
                directory.resolve("sluice.yaml"),
                Map.of(
                        "kafka:9092", kafka.bootstrapServers(),
                        "/sluice/results", directory.resolve("results").toString(),
                        "http://registry:8080/apis/ccompat/v7", registry.url().toString(),
                        "postgresql://postgres:5432", "postgresql://" + postgresAddress()));
    }

    @AfterEach
    void stopEverything() {
        processes.values().forEach(Process::destroyForcibly);
        postgres.stop();
        registry.stop();
        kafka.stop();
    }

    @Test
    void aJobGoesAllTheWayAndEveryServiceStopsInOrder() throws Exception {
        runToItsEnd("topics");
        runToItsEnd("databases");
        for (String service : SERVICES) {
            start(service);
        }

        RestCalls rest = new RestCalls(api, "acme");
        await().atMost(PATIENCE).ignoreException(ConnectException.class).until(() -> {
            requireAllAlive();
            return rest.get("/health").status() == 200;
        });
        assertThat(result(rest, SUBMISSION, "offset=0").path("rows").toString()).contains("42");
        assertThat(result(rest, LARGE, "offset=11999")
                        .path("rows")
                        .path(0)
                        .path(0)
                        .asInt())
                .isEqualTo(12_000);
        assertThat(directory.resolve("results")).isNotEmptyDirectory();

        for (String service : SERVICES.reversed()) {
            Process process = processes.get(service);
            process.destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s stops", service)
                    .isTrue();
            assertThat(process.exitValue()).as("%s:%n%s", service, log(service)).isZero();
        }
    }

    private static JsonNode result(RestCalls rest, String submission, String parameters) throws Exception {
        RestCalls.Answer submitted = rest.post("/v1/jobs", submission);
        assertThat(submitted.status()).as("%s", submitted.body()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> rest.get(submitted.location()).body().path("ended").asBoolean());
        String link = submitted.body().path("links").path("result").asText();
        RestCalls.Answer answer = rest.get(link + (link.contains("?") ? "&" : "?") + parameters);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void runToItsEnd(String service) throws Exception {
        start(service);
        Process process = processes.get(service);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s:%n%s", service, log(service)).isZero();
    }

    private void start(String service) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"));
        builder.command().addAll(new ComposeFile().command(service));
        builder.environment().put("SLUICE_PLATFORM_KEY_BASE64", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        builder.environment().put("SLUICE_DATABASE_PASSWORD", "sluice");
        builder.environment().put("SLUICE_OBSERVE_PORT", "0");
        if (service.equals("admin-api")) {
            int port = freePort();
            builder.environment().put("SLUICE_API_PORT", String.valueOf(port));
            api = URI.create("http://127.0.0.1:" + port);
        }
        processes.put(
                service,
                builder.directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(logFile(service).toFile()))
                        .start());
    }

    private void requireAllAlive() throws IOException {
        for (String service : SERVICES) {
            assertThat(processes.get(service).isAlive())
                    .as("%s:%n%s", service, log(service))
                    .isTrue();
        }
    }

    private String postgresAddress() {
        return URI.create(postgres.jdbcUrl("demo").replace("jdbc:", "")).getAuthority();
    }

    private Path logFile(String service) {
        return directory.resolve(service + ".log");
    }

    private String log(String service) throws IOException {
        return Files.readString(logFile(service));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
