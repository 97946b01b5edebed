package dev.sluice.sink.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.settings.Secret;
import dev.sluice.sink.HistoryFixture;
import dev.sluice.sink.keep.HistoryDatabase;
import dev.sluice.sink.keep.HistorySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurgeIT {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    private static EmbeddedPostgres postgres;
    private static HistoryFixture fixture;
    private static HistoryDatabase history;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        fixture = new HistoryFixture(postgres, "purge");
        history = new HistoryDatabase(new HistorySettings(fixture.url(), "postgres", new Secret("")));
        history.migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        history.close();
        postgres.close();
    }

    /** 48 jobs, one ended every hour up to noon, each with a row of a result, a stray row and a dead letter; one runs still. */
    @BeforeEach
    void fill() throws Exception {
        run("TRUNCATE sluice.job, sluice.result_chunk, sluice.dead_letter");
        run("INSERT INTO sluice.job (tenant, job_id, state, ended_at, result_id, updated_at)"
                + " SELECT 'acme', h, 'SUCCEEDED', '2026-11-21T12:00:00Z'::timestamptz - h * interval '1 hour', 'r' || h, now()"
                + " FROM generate_series(0, 47) h");
        run(
                "INSERT INTO sluice.job (tenant, job_id, state, updated_at) VALUES ('acme', 'running', 'RUNNING', '2020-01-01')");
        run("INSERT INTO sluice.result_chunk SELECT r || j.job_id, 0, 1, '', j.ended_at"
                + " FROM sluice.job j, (VALUES ('r'), ('stray')) result (r) WHERE j.ended_at IS NOT NULL");
        run(
                "INSERT INTO sluice.dead_letter SELECT job_id, 't', 0, 0, NULL, NULL, NULL, 'c', 'm', NULL, 0, '{}', 0, false,"
                        + " ended_at FROM sluice.job WHERE ended_at IS NOT NULL");
    }

    @Test
    void whatEndedTooLongAgoGoesWithItsRowsInSmallBatches() throws Exception {
        purgeUntil(new RetentionSettings(Duration.ofHours(20), 1_000, Duration.ofMillis(50), 3), 21 + 1);

        assertThat(fixture.rows("SELECT min(ended_at) AS oldest FROM sluice.job"))
                .containsExactly(Map.of("oldest", "2026-11-20T16:00:00+00:00"));
        assertThat(fixture.rows("SELECT left(result_id, 1) AS kind, count(*) AS chunks FROM sluice.result_chunk"
                        + " GROUP BY 1 ORDER BY 1"))
                .containsExactly(Map.of("kind", "r", "chunks", 21), Map.of("kind", "s", "chunks", 21));
        assertThat(fixture.count("dead_letter")).isEqualTo(21);
    }

    @Test
    void onlySoManyAreKeptAndJobsThatRunAlways() throws Exception {
        purgeUntil(new RetentionSettings(Duration.ofDays(365), 10, Duration.ofMillis(50), 1_000), 10 + 1);

        assertThat(fixture.rows("SELECT 1 FROM sluice.result_chunk WHERE result_id LIKE 'r%'"))
                .hasSize(10);
        assertThat(fixture.count("dead_letter")).isEqualTo(10);
        assertThat(fixture.job("running")).containsEntry("state", "RUNNING");
    }

    private static void purgeUntil(RetentionSettings settings, int jobs) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Purge purge = Purge.start(history, settings, meters, NOON)) {
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                assertThat(fixture.count("job")).isEqualTo(jobs);
                // Dead letters are the last to go.
                assertThat(fixture.count("dead_letter")).isLessThan(jobs);
            });
            assertThat(purge).isNotNull();
        }
    }

    private static void run(String sql) throws Exception {
        try (Connection connection = history.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }
}
