package dev.sluice.sink.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.sink.HistoryFixture;
import dev.sluice.sink.fold.JobChange;
import dev.sluice.sink.fold.JobColumn;
import dev.sluice.sink.fold.Rows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The merge rules say the same in Java and in SQL. */
class MergeIT {
    private static final int HISTORIES = 300;

    private static EmbeddedPostgres postgres;
    private static HistoryFixture fixture;
    private static HistoryDatabase history;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        fixture = new HistoryFixture(postgres, "merge");
        history = new HistoryDatabase(new HistorySettings(fixture.url(), "postgres", new Secret("")));
        history.migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        history.close();
        postgres.close();
    }

    @Test
    void anyCutIntoBatchesLeavesTheSameRow() throws Exception {
        Random random = new Random(20261121);
        for (int i = 0; i < HISTORIES; i++) {
            List<JobChange> life = withOutcomeAnywhere(random, life(random, i));
            upsert(life, life.size());
            upsert(inTenant("one-by-one", life), 1);
            upsert(inTenant("cut", life), 1 + random.nextInt(life.size()));
        }

        String columns = "to_jsonb(j) - 'tenant' AS row, job_id";
        assertThat(fixture.rows("SELECT job_id FROM (SELECT " + columns
                        + " FROM sluice.job j) s GROUP BY job_id HAVING count(DISTINCT row) > 1"))
                .isEmpty();
        assertThat(fixture.count("job")).isEqualTo(3L * HISTORIES);
        assertThat(fixture.rows("SELECT DISTINCT state FROM sluice.job")).hasSizeGreaterThan(5);
    }

    @Test
    void errorsDoNotQuoteWhatUsersWrote() {
        JobChange unstorable = JobChange.of("acme", "job", JobState.FAILED, 1)
                .set(JobColumn.STATEMENT, "SELECT 'secret'")
                .set(JobColumn.UPDATED_AT, Instant.parse("+300000-01-01T00:00:00Z"))
                .build();

        assertThatThrownBy(() -> upsert(List.of(unstorable), 1)).satisfies(refused -> {
            assertThat(refused).isInstanceOf(SQLException.class);
            assertThat(refused.toString()).doesNotContain("secret");
        });
    }

    private static List<JobChange> life(Random random, int number) {
        List<JobChange> life = new ArrayList<>();
        String job = "job-" + number;
        life.add(change(random, job, JobState.QUEUED, 0));
        int attempts = random.nextInt(3);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            life.add(change(random, job, JobState.ADMITTED, attempt));
            life.add(change(random, job, JobState.RUNNING, attempt));
            if (attempt < attempts) {
                life.add(change(random, job, JobState.RETRYING, attempt));
            }
        }
        return life;
    }

    /** The OUTCOME comes from another topic: before, between or after the events, and perhaps twice. */
    private static List<JobChange> withOutcomeAnywhere(Random random, List<JobChange> life) {
        if (random.nextInt(5) == 0) {
            return life;
        }
        JobState end = life.size() == 1
                ? JobState.REJECTED
                : List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.UNKNOWN).get(random.nextInt(3));
        String job = life.getFirst().key().jobId();
        life.add(change(random, job, end, 1));
        JobChange outcome = JobChange.of("folded", job, end, 1)
                .set(JobColumn.RESULT_ID, "result of " + job)
                .set(JobColumn.RESULT_CHUNKS, 2)
                .set(JobColumn.UPDATE_COUNTS, List.of(1L, -1L))
                .set(JobColumn.FROM_LEDGER, true)
                .set(JobColumn.COLUMNS, "[{\"name\": \"n\"}]")
                .set(JobColumn.UPDATED_AT, Instant.EPOCH)
                .build();
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            life.add(random.nextInt(life.size() + 1), outcome);
        }
        return life;
    }

    private static JobChange change(Random random, String job, JobState state, int attempt) {
        JobChange.Builder change = JobChange.of("folded", job, state, attempt).set(JobColumn.UPDATED_AT, Instant.EPOCH);
        Instant at = Instant.EPOCH.plusSeconds(random.nextInt(1_000));
        return change.set(JobColumn.STATEMENT, state == JobState.QUEUED ? "SELECT 1" : null)
                .set(JobColumn.SUBMITTED_AT, random.nextBoolean() ? at : null)
                .set(JobColumn.NODE, random.nextBoolean() ? "node-" + random.nextInt(3) : null)
                .set(JobColumn.LANE, random.nextBoolean() ? "lane-" + random.nextInt(3) : null)
                .set(JobColumn.ERROR_CODE, random.nextBoolean() ? ErrorCode.DEADLOCK : null)
                .set(JobColumn.METRICS, random.nextBoolean() ? "{\"rowsReturned\": " + random.nextInt(9) + "}" : null)
                .build();
    }

    private static List<JobChange> inTenant(String tenant, List<JobChange> life) {
        return life.stream().map(change -> inTenant(tenant, change)).toList();
    }

    private static JobChange inTenant(String tenant, JobChange change) {
        JobState state = JobState.valueOf((String) change.get(JobColumn.STATE));
        JobChange.Builder copy = JobChange.of(tenant, change.key().jobId(), state, 0);
        for (JobColumn column : JobColumn.values()) {
            if (!column.key()) {
                copy.set(column, change.get(column));
            }
        }
        return copy.build();
    }

    private static void upsert(List<JobChange> life, int size) throws SQLException {
        try (Connection connection = history.connect()) {
            for (int from = 0; from < life.size(); from += size) {
                List<JobChange> batch = life.subList(from, Math.min(life.size(), from + size));
                UpsertJobs.run(
                        connection,
                        Rows.fold(batch.stream().map(Rows::of).toList()).jobs());
            }
            connection.commit();
        }
    }
}
