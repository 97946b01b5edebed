package dev.sluice.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.runtime.service.Health;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObserveServerIT {
    private final ProcessMeters meters = new ProcessMeters();
    private final Map<String, Health> health = new LinkedHashMap<>();
    private final ObserveServer server = new ObserveServer(0, meters.registry(), () -> health);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        server.stop();
        http.close();
        meters.close();
    }

    @Test
    void healthTellsTheStateOfEachServiceAndWhy() throws Exception {
        health.put("dispatcher", Health.up());
        health.put("sink", new Health.Degraded("history is \"slow\""));

        HttpResponse<String> degraded = request("GET", "/health");
        health.put("executor", new Health.Down("no database"));
        HttpResponse<String> down = request("GET", "/health");

        assertThat(degraded.statusCode()).isEqualTo(200);
        assertThat(new ObjectMapper().readTree(degraded.body())).isEqualTo(new ObjectMapper().readTree("""
                        {"state":"DEGRADED","services":{"dispatcher":{"state":"UP"},
                         "sink":{"state":"DEGRADED","why":"history is \\"slow\\""}}}"""));
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("\"state\":\"DOWN\"", "no database");
    }

    @Test
    void requestsThatAreNeverSentToTheirEndKeepNobodyWaiting() throws Exception {
        try (Socket one = halfAsked();
                Socket two = halfAsked();
                Socket three = halfAsked()) {
            assertThat(request("GET", "/health").statusCode()).isEqualTo(200);
            assertThat(one.isConnected() && two.isConnected() && three.isConnected())
                    .isTrue();
        }
    }

    private Socket halfAsked() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write("GET".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void metricsAreInPrometheusFormWithThoseOfTheProcess() throws Exception {
        meters.registry().counter("sluice.test.jobs", "lane", "fast").increment(2);

        HttpResponse<String> metrics = request("GET", "/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(metrics.body())
                .contains(
                        "sluice_test_jobs_total{lane=\"fast\"} 2.0", "jvm_memory_used_bytes", "process_uptime_seconds");
    }

    @Test
    void answersNothingElse() throws Exception {
        assertThat(request("GET", "/health/x").statusCode()).isEqualTo(404);
        assertThat(request("POST", "/health").statusCode()).isEqualTo(405);
        HttpResponse<String> head = request("HEAD", "/health");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aPortInUseIsNamedWithTheKeyThatSetsIt() {
        ObserveServer second = new ObserveServer(server.port(), meters.registry(), Map::of);

        assertThatThrownBy(second::start)
                .isInstanceOf(BindException.class)
                .hasMessageContaining(String.valueOf(server.port()))
                .hasMessageContaining("observe.port");
        second.stop();
    }

    private HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
