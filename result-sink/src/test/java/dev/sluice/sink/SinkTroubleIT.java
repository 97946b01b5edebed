package dev.sluice.sink;

import static dev.sluice.sink.SinkFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.runtime.service.Health;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the sink meets when things are not as they should be. */
@ExtendWith(KafkaClusterExtension.class)
class SinkTroubleIT {
    @TempDir
    private static Path directory;

    private static KafkaCluster kafka;
    private static EmbeddedPostgres postgres;

    private SinkFixture fixture;

    @BeforeAll
    static void start(KafkaCluster cluster) throws Exception {
        kafka = cluster;
        postgres = database().start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void open() throws Exception {
        fixture = new SinkFixture(kafka, postgres);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void whileTheDatabaseIsDownTheHistoryIsDelayedAndNothingIsLost() throws Exception {
        ResultSink sink = fixture.sink();
        fixture.publishJobs(0, 500);
        eventually(() -> fixture.assertAllKept(500));

        postgres.close();
        fixture.publishJobs(500, 1_000);
        eventually(() -> assertThat(sink.check())
                .isInstanceOfSatisfying(
                        Health.Degraded.class,
                        degraded -> assertThat(degraded.why()).startsWith("history delayed")));
        postgres = database().setPort(postgres.getPort()).start();

        eventually(() -> fixture.assertAllKept(1_000));
        eventually(() -> assertThat(sink.check()).isEqualTo(Health.up()));
    }

    @Test
    void brokenConnectionsLoseNothing() throws Exception {
        fixture.sink();
        for (int round = 0; round < 5; round++) {
            int kept = round * 300;
            fixture.publishJobs(kept, kept + 300);
            eventually(() -> assertThat(fixture.history().count("job")).isGreaterThan(kept));
            fixture.history().breakConnections();
        }

        eventually(() -> fixture.assertAllKept(1_500));
    }

    @Test
    void whatMakesNoSenseBecomesADeadLetterAndTheRestGoesOn() {
        List<String> topics = List.of(
                fixture.topics().deadLetters(),
                fixture.topics().events(),
                fixture.topics().replies());
        fixture.publishing().wholeJob("before");
        topics.forEach(
                topic -> fixture.publishing().bytes(topic, bytes("random").array()));
        fixture.publishing().wholeJob("after");

        ResultSink sink = fixture.sink();

        eventually(() -> {
            assertEndedWell("before", "after");
            assertThat(fixture.history()
                            .rows("SELECT source_topic FROM sluice.dead_letter"
                                    + " WHERE error_code = 'INVALID_ENVELOPE' AND value = 'random' ORDER BY 1"))
                    .isEqualTo(topics.stream()
                            .map(topic -> Map.of("source_topic", topic))
                            .toList());
            assertThat(sink.check()).isEqualTo(Health.up());
        });
    }

    @Test
    void whatTheDatabaseRefusesBecomesADeadLetterAndTheRestGoesOn() {
        fixture.publishing().wholeJob("before");
        fixture.publishing()
                .event(Publishing.event("late", EventType.FAILED, JobState.FAILED)
                        .setAt(Instant.parse("+300000-01-01T00:00:00Z"))
                        .build());
        fixture.publishing().wholeJob("after");

        fixture.sink();

        eventually(() -> {
            assertEndedWell("before", "after");
            assertThat(fixture.history().rows("SELECT job_id, tenant, error_code FROM sluice.dead_letter"))
                    .containsExactly(Map.of("job_id", "late", "tenant", "acme", "error_code", "DATA_ERROR"));
        });
    }

    @Test
    void nulIsKeptAsASymbol() {
        fixture.publishing()
                .event(Publishing.event("nul\u0000", EventType.QUEUED, JobState.QUEUED)
                        .setStatementText("SELECT '\u0000'")
                        .setLabels(Map.of("a\u0000", "b\u0000"))
                        .build());
        fixture.publishing()
                .deadLetter(Publishing.deadLetter("nul\u0000")
                        .setHeaders(
                                Map.of("text", bytes("caf\u00e9\u0000"), "binary", ByteBuffer.wrap(new byte[] {-1})))
                        .build());

        fixture.sink();

        eventually(() -> {
            assertThat(fixture.history().job("nul\u2400"))
                    .containsEntry("statement", "SELECT '\u2400'")
                    .containsEntry("labels", Map.of("a\u2400", "b\u2400"));
            assertThat(fixture.history().rows("SELECT headers FROM sluice.dead_letter WHERE id = 'nul\u2400'"))
                    .containsExactly(
                            Map.of("headers", Map.of("text", "caf\u00e9\u2400", "binary", Map.of("base64", "/w=="))));
        });
    }

    private void assertEndedWell(String... jobs) throws Exception {
        for (String job : jobs) {
            assertThat(fixture.history().job(job)).containsEntry("state", "SUCCEEDED");
        }
    }

    private static EmbeddedPostgres.Builder database() {
        return EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
