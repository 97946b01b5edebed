package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Apicurio Registry. */
class HttpSchemaRegistryIT extends SchemaRegistryContract {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static Apicurio apicurio;

    @BeforeAll
    static void start() throws Exception {
        apicurio = Apicurio.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        apicurio.stop();
    }

    @Override
    SchemaRegistry registry() {
        // A new one each time: nothing is answered from its memory.
        return new HttpSchemaRegistry(new RegistrySettings(apicurio.url(), new Credentials.None(), PATIENT, PATIENT));
    }

    @Override
    void requireBackward(String subject) throws Exception {
        String path = "/config/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(apicurio.url() + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSubjectMayHoldWhatAUrlMayNot() throws RegistryException {
        Schema schema = Schema.createRecord("Odd", null, "test", false, List.of());

        int id = registry().register("a b%c/d?e", schema);

        assertThat(registry().byId(id)).isEqualTo(schema);
        assertThat(registry().compatible("a b%c/d?e", schema)).isTrue();
    }
}
