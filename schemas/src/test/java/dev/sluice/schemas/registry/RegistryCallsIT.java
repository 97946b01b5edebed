package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire and what becomes of answers that no good registry gives, with a small real server. */
class RegistryCallsIT {
    private static final Schema SCHEMA = Schema.createRecord("A", null, "test", false, List.of());
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private int typesStatus = 404;
    private String body = "{\"id\": 5}";
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean types = exchange.getRequestURI().getPath().endsWith("/schemas/types");
            exchange.sendResponseHeaders(types ? typesStatus : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void credentialsTravelInTheHeaderOfEveryCall() throws RegistryException {
        registry(Credentials.parse("")).register("s", SCHEMA);
        registry(new Credentials.Basic("user", "pass:word")).register("s", SCHEMA);
        registry(new Credentials.Bearer("t0ken")).register("s", SCHEMA);

        assertThat(authorizations).containsExactly("null", "Basic dXNlcjpwYXNzOndvcmQ=", "Bearer t0ken");
    }

    @Test
    void whatWasAskedOnceIsRemembered() throws RegistryException {
        HttpSchemaRegistry registry = registry(new Credentials.None());
        registry.register("a b/c", SCHEMA);
        registry.register("a b/c", SCHEMA);
        body = "{\"schema\": \"\\\"string\\\"\"}";
        registry.byId(9);
        registry.byId(9);

        assertThat(calls).containsExactly("POST /base/subjects/a%20b%2Fc/versions", "GET /base/schemas/ids/9");
    }

    @Test
    void anUnknownIdIsAskedAgainOnlyAfterAWhile() {
        HttpSchemaRegistry registry = registry(new Credentials.None());
        status = 404;
        body = "{\"error_code\": 40403, \"message\": \"Schema not found\"}";

        assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(UnknownSchemaException.class);
        assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(UnknownSchemaException.class);
        assertThat(calls).hasSize(1);

        now = now.plusSeconds(11);
        assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(UnknownSchemaException.class);
        assertThat(calls).hasSize(2);
    }

    @Test
    void anIdIsAskedAgainAMomentAfterItWasNotAnswered() throws RegistryException {
        HttpSchemaRegistry registry = registry(new Credentials.None());
        status = 503;
        assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(RegistryUnavailableException.class);
        status = 200;
        body = "{\"schema\": \"\\\"string\\\"\"}";

        assertThatThrownBy(() -> registry.byId(9))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("503");
        assertThat(calls).hasSize(1);
        assertThat(registry.byId(10).getType()).isEqualTo(Schema.Type.STRING);

        now = now.plusSeconds(3);
        assertThat(registry.byId(9).getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void wrongCredentialsAreNotTheRecordsFault() {
        status = 401;

        assertThatThrownBy(() -> registry(new Credentials.Bearer("s3cret")).byId(1))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("registry.authorization")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aServerErrorMeansNobodyCanSayNow() {
        status = 503;

        assertThatThrownBy(() -> registry(new Credentials.None()).byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("503");
    }

    @Test
    void somethingElseThatAnswersIsSaidToBeNoRegistry() {
        body = "<html>";

        assertThatThrownBy(() -> registry(new Credentials.None()).register("s", SCHEMA))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("no schema registry")
                .hasMessageContaining("registry.url");
    }

    @Test
    void aNotFoundOfAnotherServerIsNotAnUnknownSchema() {
        status = 404;
        body = "{\"error\": \"no such page\"}";

        assertThatThrownBy(() -> registry(new Credentials.None()).byId(1))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("registry.url");
    }

    @Test
    void aRegistryThatRefusesAnIdInItsOwnWaySaysItIsUnknown() {
        typesStatus = 200;
        body = "{\"message\": \"no such id\"}";
        for (int refusal : new int[] {400, 404, 422}) {
            status = refusal;
            assertThatThrownBy(() -> registry(new Credentials.None()).byId(1))
                    .isInstanceOf(UnknownSchemaException.class);
        }
    }

    @Test
    void schemasThatAvroCannotReadAreUnknown() {
        body = "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message A {}\"}";
        assertThatThrownBy(() -> registry(new Credentials.None()).byId(1))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("PROTOBUF");

        body = "{\"schema\": \"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"some.Other\\\"}\"}";
        assertThatThrownBy(() -> registry(new Credentials.None()).byId(1))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("without references");
    }

    @Test
    void aRegistryThatNeverAnswersOrIsNotThereIsUnavailableInTime() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpSchemaRegistry registry = new HttpSchemaRegistry(
                    new RegistrySettings(at(mute.getLocalPort()), new Credentials.None(), SHORT, SHORT));

            assertThatThrownBy(() -> registry.byId(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("within 300 ms");
        }
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThatThrownBy(() -> new HttpSchemaRegistry(RegistrySettings.at(at(port))).byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("check registry.url");
    }

    private HttpSchemaRegistry registry(Credentials credentials) {
        URI url = at(server.getAddress().getPort());
        return new HttpSchemaRegistry(new RegistrySettings(url, credentials, PATIENT, PATIENT), () -> now);
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port + "/base/");
    }
}
