package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What PostgreSQL answers beside rows stays within bounds, too: its driver takes all of it into memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LongAnswerIT {
    private static final int SLOTS = 4;
    private static final int MORE_THAN_CONNECTIONS = 8;
    private static final String ASKS = "SET client_min_messages = notice";
    private static final String ASKS_BY_FUNCTION = "SELECT set_config('client_min_messages', 'notice', false)";

    private static final String FLOOD =
            "DO $$ BEGIN FOR i IN 1..90 LOOP RAISE NOTICE '%', repeat('x', 99999); END LOOP; END $$";

    private EmbeddedPostgres postgres;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        bench = new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    @Test
    void a_job_is_sent_no_notices_whatever_the_one_before_asked_for() {
        String look = "SELECT current_setting('client_min_messages')";

        for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
            assertThat(bench.rows(Jobs.read("postgresql", "db", look))).isEqualTo("[[\"error\"]]");
            bench.outcome(Jobs.write("postgresql", "db", Jobs.statement(StatementKind.SELECT, ASKS_BY_FUNCTION)));
            bench.outcome(Jobs.write("postgresql", "db", Jobs.statement(StatementKind.SET, ASKS)));
        }
    }

    @Test
    void an_error_that_quotes_a_huge_value_fails_its_job() {
        String refused = bench.rows(Jobs.read("postgresql", "db", "SELECT repeat('x', 5000000)::int"));
        String borne = bench.rows(Jobs.read("postgresql", "db", "SELECT repeat('x', 500000)::int"));

        assertThat(refused).contains("RESULT_TOO_LARGE", "an error message of 5000");
        assertThat(borne).contains("DATA_ERROR", "xxxx");
    }

    @Test
    void an_error_that_is_not_let_in_costs_no_other_connection() throws Exception {
        Sql direct = new Sql(postgres.getPostgresDatabase());
        String connections = "SELECT array_agg(pid) FROM pg_stat_activity"
                + " WHERE datname IS NOT NULL AND application_name <> 'PostgreSQL JDBC Driver'";
        Awaitility.await().until(() -> pids(direct.value(connections)).size() >= SLOTS);
        List<String> before = pids(direct.value(connections));

        bench.outcome(Jobs.read("postgresql", "db", "SELECT repeat('x', 5000000)::int"));
        String next = bench.rows(Jobs.read("postgresql", "db", "SELECT pg_backend_pid()"));

        assertThat(before).containsAll(pids(next));
    }

    private static List<String> pids(String text) {
        return Pattern.compile("\\d+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void a_write_that_is_told_too_much_leaves_no_effect() throws Exception {
        Sql direct = new Sql(postgres.getPostgresDatabase());
        direct.run("CREATE TABLE noisy(n int)");

        QueryReply outcome = bench.outcome(Jobs.write(
                "postgresql",
                "db",
                Jobs.statement(StatementKind.INSERT, "INSERT INTO noisy VALUES (1)"),
                Jobs.statement(StatementKind.SET, ASKS),
                Jobs.statement(StatementKind.CALL, FLOOD)));

        assertThat(outcome.getState()).isEqualTo(JobState.FAILED);
        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
        assertThat(direct.value("SELECT count(*) FROM noisy")).isEqualTo("0");
    }

    @Test
    void a_procedure_that_commits_and_then_tells_too_much_is_not_said_to_have_failed() throws Exception {
        new Sql(postgres.getPostgresDatabase())
                .run("CREATE PROCEDURE tells() LANGUAGE plpgsql AS $$ BEGIN COMMIT; " + ASKS + "; FOR i IN 1..90"
                        + " LOOP RAISE NOTICE '%', repeat('x', 99999); END LOOP; END $$");

        QueryReply outcome =
                bench.outcome(Jobs.write("postgresql", "db", Jobs.statement(StatementKind.CALL, "CALL tells()")));

        assertThat(outcome.getState()).isEqualTo(JobState.UNKNOWN);
        assertThat(outcome.getError().getMessage()).contains("notices of 4");
    }
}
