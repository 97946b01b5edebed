package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.ParameterType;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.TruncationReason;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that are known to be short take what ends their session along. */
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

    /** Each clean-up goes through all of them. */
    @Test
    void a_connection_keeps_few_statements_prepared_however_many_texts_there_are() {
        for (int text = 0; text < 100; text++) {
            for (int time = 0; time < 8; time++) {
                assertThat(bench.rows(read("SELECT 1 + " + text))).isEqualTo("[[" + (text + 1) + "]]");
            }
        }

        String prepared = bench.rows(read("SELECT count(*) FROM pg_prepared_statements"));
        // A text that became short is kept in two forms, of which the usual one was not used often enough to be
        // prepared.
        assertThat(Integer.parseInt(prepared.replaceAll("\\D", ""))).isBetween(10, 4 * 32 / 2 + 16);
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
        String sql = "SELECT 10 / ?::bigint";
        trust(sql, 10L);

        QueryReply failed = bench.outcome(read(sql, 0L));

        assertThat(failed.getState()).isEqualTo(JobState.FAILED);
        assertThat(failed.getError().getSqlState()).isEqualTo("22012");
        assertThat(bench.rows(read(sql, 5L))).isEqualTo("[[2]]");
    }

    @Test
    void a_write_in_disguise_is_refused() throws Exception {
        direct.run("CREATE TABLE IF NOT EXISTS tally(n int)");
        String sql = "SELECT does('INSERT INTO tally SELECT 1 WHERE ' || ?::bigint || ' = 1')";

        for (int i = 0; i < PAST_TRUST; i++) {
            assertThat(bench.outcome(read(sql, 1L)).getError().getCode()).isEqualTo(ErrorCode.READ_ONLY);
        }
        assertThat(direct.value("SELECT count(*) FROM tally")).isEqualTo("0");
    }

    @Test
    void parameters_are_those_of_the_read() {
        for (long i = 0; i < PAST_TRUST; i++) {
            QueryJob job = Jobs.read("postgresql", "db", "SELECT ?::bigint + 1", Jobs.parameter(ParameterType.LONG, i));
            assertThat(bench.rows(job)).isEqualTo("[[" + (i + 1) + "]]");
        }
    }

    @Test
    void what_was_short_comes_whole_when_it_is_long() {
        String sql = "SELECT n FROM generate_series(1, ?::bigint) n";
        for (long rows : new long[] {499, 500, 501, 502, 5_000}) {
            trust(sql, 1L);

            QueryReply outcome = bench.outcome(read(sql, rows));

            assertThat(outcome.getRowCount()).isEqualTo(rows);
            assertThat(outcome.getTruncated()).isEqualTo(TruncationReason.NONE);
            assertThat(Jobs.text(outcome)).endsWith("[" + rows + "]]");
        }
    }

    @Test
    void a_time_out_ends_the_job_and_not_the_server() throws Exception {
        String sql = "SELECT pg_sleep(?::bigint)";
        trust(sql, 0L);
        QueryJob job = QueryJob.newBuilder(read(sql, 60L)).setTimeoutMillis(200).build();

        assertThat(bench.outcome(job).getError().getCode()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(direct.value(OPEN)).isEqualTo("0");
        assertThat(bench.outcome(read(sql, 0L)).getState()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_read_that_takes_the_drivers_statements_away_is_answered_all_the_same() {
        for (int i = 0; i < 2 * PAST_TRUST; i++) {
            assertThat(bench.rows(read("SELECT does('DEALLOCATE ALL')"))).isEqualTo("[[1]]");
        }
    }

    @Test
    void without_the_right_to_unlock_reads_succeed_as_before() throws Exception {
        direct.run("CREATE ROLE weak LOGIN");
        direct.run("REVOKE EXECUTE ON FUNCTION pg_advisory_unlock_all() FROM PUBLIC");
        try (ExecuteBench weak =
                new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("weak", "postgres"), "weak")) {
            for (int i = 0; i < PAST_TRUST; i++) {
                assertThat(weak.rows(read("SELECT 1"))).isEqualTo("[[1]]");
            }
        } finally {
            direct.run("GRANT EXECUTE ON FUNCTION pg_advisory_unlock_all() TO PUBLIC");
        }
    }

    @Test
    void what_was_short_may_be_longer_than_the_driver_holds() {
        String sql = "SELECT n, repeat('x', (n * ?::bigint)::int) FROM generate_series(1, 400) n";
        trust(sql, 0L);

        QueryReply outcome = bench.outcome(
                QueryJob.newBuilder(read(sql, 2_000L)).setMaxRows(3).build());

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(outcome.getRowCount()).isEqualTo(3);
        assertThat(outcome.getTruncated()).isEqualTo(TruncationReason.MAX_ROWS);
        assertThat(bench.rows(read("SELECT 3"))).isEqualTo("[[3]]");
    }

    private void trust(String sql, long parameter) {
        for (int i = 0; i < PAST_TRUST; i++) {
            assertThat(bench.outcome(read(sql, parameter)).getState()).isEqualTo(JobState.SUCCEEDED);
        }
    }

    private static QueryJob read(String sql, long parameter) {
        return Jobs.read("postgresql", "db", sql, Jobs.parameter(ParameterType.LONG, parameter));
    }

    /** What follows a read in its own round trip differs from what follows in another. A connection that the pool made since has said its name and no more. */
    private String lastQueryOfAnExecutor() throws Exception {
        return direct.value("SELECT query FROM pg_stat_activity WHERE application_name = 'sluice'"
                + " AND query NOT LIKE 'SET application_name%' ORDER BY state_change DESC LIMIT 1");
    }

    private static QueryJob read(String sql) {
        return Jobs.read("postgresql", "db", sql);
    }
}
