package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.message.TruncationReason;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that are known to be short take what ends their session along. All jobs here have one fingerprint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShortReadIT {
    private static final String LOOK = "SELECT current_setting('search_path'), current_setting('statement_timeout'),"
            + " current_setting('application_name') LIKE '%0123%', current_setting('transaction_read_only'),"
            + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),"
            + " (SELECT count(*) FROM pg_prepared_statements WHERE from_sql)";
    private static final String OPEN = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'";
    private static final int PAST_TRUST = 5;

    private EmbeddedPostgres postgres;
    private Sql direct;
    private ExecuteBench bench;

    @BeforeAll
    void startServer() throws Exception {
        postgres = EmbeddedPostgres.start();
        direct = new Sql(postgres.getPostgresDatabase());
        direct.run(
                "CREATE FUNCTION does(sql text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE sql; RETURN 1; END $$");
    }

    @AfterAll
    void stopServer() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void start() {
        bench = new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT 1 -- one", "SELECT 1;", "SELECT 1; -- one", "SELECT 1 /* ; */"})
    void however_the_text_ends_the_rows_are_the_same(String sql) throws Exception {
        for (int i = 0; i < PAST_TRUST; i++) {
            assertThat(bench.rows(read(sql))).isEqualTo("[[1]]");
        }
        assertThat(direct.value(OPEN)).isEqualTo("0");
        assertThat(lastQueryOfAnExecutor()).contains("unlock_all() IS NULL OR");
    }

    @Test
    void the_session_is_as_new_afterwards() {
        String clean = bench.rows(read(LOOK));
        String soil = "SELECT set_config('search_path', 'pg_temp', false) IS NULL, pg_advisory_lock(7) IS NULL";
        for (int i = 0; i < PAST_TRUST; i++) {
            assertThat(bench.rows(read(soil))).isEqualTo("[[false,false]]");
        }

        assertThat(bench.rows(read(LOOK))).isEqualTo(clean);
    }

    @Test
    void a_connection_with_a_statement_that_a_function_prepared_is_given_up() {
        String clean = bench.rows(read(LOOK));
        for (int i = 0; i < PAST_TRUST; i++) {
            assertThat(bench.rows(read("SELECT does('PREPARE stolen AS SELECT 1')")))
                    .isEqualTo("[[1]]");
        }

        assertThat(bench.rows(read(LOOK))).isEqualTo(clean);
    }

    @Test
    void an_error_is_told_and_the_next_read_is_none_the_worse() {
        trust();

        QueryReply failed = bench.outcome(read("SELECT 1 / 0"));

        assertThat(failed.getState()).isEqualTo(JobState.FAILED);
        assertThat(failed.getError().getSqlState()).isEqualTo("22012");
        assertThat(bench.rows(read("SELECT 2"))).isEqualTo("[[2]]");
    }

    @Test
    void a_write_in_disguise_is_refused() throws Exception {
        direct.run("CREATE TABLE IF NOT EXISTS tally(n int)");
        trust();

        QueryReply failed = bench.outcome(read("SELECT does('INSERT INTO tally VALUES (1)')"));

        assertThat(failed.getError().getCode()).isEqualTo(ErrorCode.READ_ONLY);
    }

    @Test
    void what_was_short_may_be_longer_than_the_driver_holds() {
        trust();
        QueryJob job = Jobs.job(
                        "postgresql",
                        "db",
                        StatementClass.READ,
                        List.of(Jobs.statement(
                                StatementKind.SELECT, "SELECT n, repeat('x', 1000) FROM generate_series(1, 200000) n")))
                .setMaxRows(10)
                .build();

        QueryReply outcome = bench.outcome(job);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(outcome.getRowCount()).isEqualTo(10);
        assertThat(outcome.getTruncated()).isEqualTo(TruncationReason.MAX_ROWS);
        assertThat(bench.rows(read("SELECT 3"))).isEqualTo("[[3]]");
    }

    private void trust() {
        for (int i = 0; i < PAST_TRUST; i++) {
            assertThat(bench.rows(read("SELECT 1"))).isEqualTo("[[1]]");
        }
    }

    /** What follows a read in its own round trip differs from what follows in another. */
    private String lastQueryOfAnExecutor() throws Exception {
        return direct.value("SELECT query FROM pg_stat_activity WHERE application_name = 'sluice'"
                + " ORDER BY state_change DESC LIMIT 1");
    }

    private static QueryJob read(String sql) {
        return Jobs.read("postgresql", "db", sql);
    }
}
