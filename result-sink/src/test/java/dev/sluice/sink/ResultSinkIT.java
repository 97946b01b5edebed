package dev.sluice.sink;

import static dev.sluice.sink.SinkFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaClusterExtension.class)
class ResultSinkIT {
    private static KafkaCluster kafka;
    private static EmbeddedPostgres postgres;

    private SinkFixture fixture;
    private HistoryFixture history;
    private Publishing publishing;

    @BeforeAll
    static void start(KafkaCluster cluster) throws Exception {
        kafka = cluster;
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void open() throws Exception {
        fixture = new SinkFixture(kafka, postgres);
        history = fixture.history();
        publishing = fixture.publishing();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void jobsResultsAndDeadLettersAreKept() throws Exception {
        publishing.wholeJob("job");
        publishing.reply(Publishing.rows("big", 0, "[[1],[2]]").setRowCount(2).build());
        publishing.reply(Publishing.rows("big", 1, "[[3]]").build());
        publishing.reply(Publishing.outcome("big", JobState.SUCCEEDED)
                .clearRows()
                .setChunks(2)
                .setRowCount(3)
                .build());
        publishing.deadLetter(Publishing.deadLetter("letter").build());

        fixture.sink();

        eventually(() -> {
            assertThat(history.job("job"))
                    .containsEntry("state", "SUCCEEDED")
                    .containsEntry("principal", "ada")
                    .containsEntry("statement", "SELECT 1")
                    .containsEntry("result_id", "result of job")
                    .containsEntry("result_chunks", 1)
                    .containsKeys("submitted_at", "admitted_at", "ended_at");
            assertThat(history.job("big")).containsEntry("row_count", 3).containsEntry("result_chunks", 2);
            assertThat(history.rows("SELECT convert_from(rows, 'UTF8') AS rows FROM sluice.result_chunk"
                            + " WHERE result_id = 'result of big' ORDER BY chunk"))
                    .containsExactly(Map.of("rows", "[[1],[2]]"), Map.of("rows", "[[3]]"));
            assertLetterKept();
        });
    }

    private void assertLetterKept() throws Exception {
        assertThat(history.rows("SELECT id, source_offset, error_code FROM sluice.dead_letter"))
                .containsExactly(Map.of("id", "letter", "source_offset", 7, "error_code", "INVALID_ENVELOPE"));
        assertThat(history.rows("SELECT retries, retries_granted, retry_at = at AS soon, starts,"
                        + " history -> 0 ->> 'node' AS node FROM sluice.dead_letter"))
                .containsExactly(Map.of("retries", 1, "retries_granted", 3, "soon", true, "starts", 3, "node", "node"));
    }

    @Test
    void aRestartMidWayNeitherLosesNorRepeats() throws Exception {
        ResultSink first = fixture.sink();
        fixture.publishJobs(0, 1_500);
        eventually(() -> assertThat(history.count("job")).isPositive());
        first.stop();
        fixture.publishJobs(1_500, 2_000);
        fixture.sink();

        eventually(() -> fixture.assertAllKept(2_000));
    }

    @Test
    void ofTwoInstancesOneAtATimeKeeps() {
        fixture.sink();
        fixture.sink();
        fixture.publishJobs(0, 3_000);

        eventually(() -> fixture.assertAllKept(3_000));
    }

    @Test
    void whatComesLateOrTwiceChangesNothing() throws Exception {
        fixture.sink();
        publishing.wholeJob("job");
        eventually(() -> assertThat(history.job("job")).containsEntry("state", "SUCCEEDED"));
        Map<String, Object> before = history.job("job");

        publishing.event(Publishing.event("job", EventType.RUNNING, JobState.RUNNING)
                .setAt(Instant.EPOCH)
                .build());
        publishing.reply(Publishing.outcome("job", JobState.SUCCEEDED)
                .setResultId("another")
                .build());
        publishing.wholeJob("later");

        eventually(() -> assertThat(history.job("later"))
                .containsEntry("state", "SUCCEEDED")
                .containsKeys("result_id", "statement"));
        Map<String, Object> after = history.job("job");
        after.keySet().removeAll(List.of("updated_at", "started_at"));
        before.remove("updated_at");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void anAbortedTransactionIsNotKept() throws Exception {
        fixture.sink();
        Publishing transactional =
                fixture.publishing(Map.of("transactional.id", fixture.topics().prefix()));
        transactional.producer().initTransactions();
        transactional.producer().beginTransaction();
        transactional.wholeJob("aborted");
        transactional.producer().abortTransaction();
        transactional.producer().beginTransaction();
        transactional.wholeJob("committed");
        transactional.producer().commitTransaction();

        eventually(() -> assertThat(history.job("committed")).containsEntry("state", "SUCCEEDED"));
        assertThat(history.job("aborted")).isEmpty();
    }
}
