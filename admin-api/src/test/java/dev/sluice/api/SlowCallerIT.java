package dev.sluice.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SlowCallerIT {
    private static final int CONNECTIONS = 2;
    private static final int ROWS = 10_000;
    /** As many as are read at a time. */
    private static final int PAGES_AT_ONCE = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static HistoryFixture history;
    private static AdminApi service;
    private static Caller api;

    private final List<Socket> slow = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        history = new HistoryFixture();
        Map<String, String> settings = new HashMap<>(history.settings());
        settings.putAll(Map.of("kafka.client.bootstrap.servers", "127.0.0.1:1", "api.port", "0"));
        settings.put("api.history.connections", String.valueOf(CONNECTIONS));
        service = new AdminApi(
                AdminApiSettings.read(SettingsReader.of(settings)),
                new InMemorySchemaRegistry(),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                Map::of);
        service.start();
        api = Caller.of(service);
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop();
        history.close();
    }

    @AfterEach
    void hangUp() throws Exception {
        for (Socket caller : slow) {
            caller.close();
        }
    }

    /** Each of them gets more than the buffers between take, so that whoever writes it waits. */
    @Test
    void callersThatDoNotReadTheirAnswersKeepNobodyElseWaiting() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-07T00:00:00Z"));
        String row = "[\"" + "x".repeat(2_000) + "\"]";
        history.result(jobId, "large", ROWS, "[" + String.join(",", Collections.nCopies(ROWS, row)) + "]");
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            askAndReadTheFirstByte("/v1/jobs/" + jobId + "/result?limit=" + ROWS);
        }

        Answer answer = api.send(api.request("/v1/jobs/" + jobId).GET().timeout(PATIENCE));

        assertThat(answer.status()).isEqualTo(200);
    }

    /** Otherwise they would have the process run out of memory. */
    @Test
    void pagesThatAreNotReadAreBoundedAndTheirRoomComesBack() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-07T00:00:00Z"));
        String row = "[\"" + "x".repeat(800) + "\"]";
        history.result(jobId, "refused", ROWS, "[" + String.join(",", Collections.nCopies(ROWS, row)) + "]");
        String page = "/v1/jobs/" + jobId + "/result?limit=" + ROWS;
        for (int i = 0; i < PAGES_AT_ONCE; i++) {
            askAndReadTheFirstByte(page);
        }

        Answer oneMore = api.get(page);
        hangUp();

        assertThat(oneMore.status()).isEqualTo(429);
        assertThat(oneMore.text("code")).isEqualTo("RATE_LIMITED");
        for (int i = 0; i < 2 * PAGES_AT_ONCE; i++) {
            await().atMost(PATIENCE).until(() -> api.get(page).status() == 200);
        }
    }

    private void askAndReadTheFirstByte(String path) throws IOException {
        Socket caller = new Socket();
        slow.add(caller);
        caller.setReceiveBufferSize(4 * 1024);
        caller.setSoTimeout((int) PATIENCE.toMillis());
        caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        caller.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
        assertThat(caller.getInputStream().read()).isEqualTo('H');
    }
}
