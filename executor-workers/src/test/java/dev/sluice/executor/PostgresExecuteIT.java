package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Isolation;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterType;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.SessionFailure;
import dev.sluice.message.SessionOptions;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Writes and the ledger on PostgreSQL. FAULTS F2 38 and 39; jobs in each other's way have {@link ConflictIT}, commits {@link CommitIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresExecuteIT {
    private EmbeddedPostgres postgres;
    private Sql direct;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        direct = new Sql(postgres.getPostgresDatabase());
        bench = bench(new PostgresEngine());
        direct.run("CREATE TABLE tally(name text PRIMARY KEY, n int NOT NULL)");
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    private ExecuteBench bench(Engine engine) {
        return new ExecuteBench(engine, postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    private int tally(String name) throws SQLException {
        return Integer.parseInt(direct.value("SELECT n FROM tally WHERE name = '" + name + "'"));
    }

    private JobStatement increment(String name) throws SQLException {
        direct.run("INSERT INTO tally VALUES ('" + name + "', 0)");
        return Jobs.statement(
                StatementKind.UPDATE,
                "UPDATE tally SET n = n + 1 WHERE name = ?",
                Jobs.parameter(ParameterType.TEXT, name));
    }

    private static JobStatement select(String sql) {
        return Jobs.statement(StatementKind.SELECT, sql);
    }

    @Test
    void two_deliveries_at_the_same_time_take_effect_once() throws Exception {
        QueryJob job = Jobs.write("postgresql", "db", increment("together"), select("SELECT pg_sleep(0.2)"));

        CompletableFuture<QueryReply> one = CompletableFuture.supplyAsync(() -> bench.outcome(job));
        QueryReply other = bench.outcome(job);

        assertThat(List.of(one.get(), other)).extracting(QueryReply::getState).containsOnly(JobState.SUCCEEDED);
        assertThat(List.of(one.get().getFromLedger(), other.getFromLedger())).containsExactlyInAnyOrder(true, false);
        assertThat(tally("together")).isEqualTo(1);
    }

    @Test
    void a_connection_killed_between_execute_and_commit_leaves_one_effect() throws Exception {
        direct.run("CREATE SEQUENCE killed");
        QueryJob job = Jobs.write(
                "postgresql",
                "db",
                increment("killed"),
                select("SELECT CASE WHEN nextval('killed') = 1 THEN pg_terminate_backend(pg_backend_pid()) END"));

        QueryReply outcome = bench.outcome(job);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(tally("killed")).isEqualTo(1);
    }

    @Test
    void a_job_that_may_have_run_elsewhere_is_answered_by_what_ran_there() throws Exception {
        QueryJob job = Jobs.write("postgresql", "db", increment("elsewhere"));
        QueryReply first = bench.outcome(job);
        QueryJob late = QueryJob.newBuilder(job)
                .setDeadline(job.getSubmittedAt().minusSeconds(1))
                .build();

        QueryReply again = bench.outcome(late, true);

        assertThat(again.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(again.getResultId()).isEqualTo(first.getResultId());
    }

    @Test
    void a_job_of_a_session_finds_its_variables_and_isolation_and_leaves_none_behind() throws Exception {
        var session = new SessionOptions(
                Isolation.SERIALIZABLE, false, Map.of("app.user", "it's ann"), SessionFailure.CONTINUE);
        String sql = "SELECT current_setting('app.user', true) || '/' || current_setting('transaction_isolation')";

        QueryReply inside = bench.outcome(QueryJob.newBuilder(Jobs.read("postgresql", "db", sql))
                .setSessionId("s1")
                .setSession(session)
                .build());
        QueryReply write =
                bench.outcome(QueryJob.newBuilder(Jobs.write("postgresql", "db", increment("session"), select(sql)))
                        .setSession(session)
                        .build());
        QueryReply outside = bench.outcome(Jobs.read("postgresql", "db", sql));

        assertThat(text(inside)).contains("it's ann/serializable");
        assertThat(text(write)).contains("it's ann/serializable");
        assertThat(text(outside)).contains("/read committed").doesNotContain("ann");
    }

    private static String text(QueryReply reply) {
        return StandardCharsets.UTF_8.decode(reply.getRows().duplicate()).toString();
    }

    @Test
    void a_failed_ending_that_may_have_run_elsewhere_closes_the_door_in_the_ledger() throws Exception {
        QueryJob broken = Jobs.write("postgresql", "db", increment("closed"), select("SELECT 1/0"));
        QueryReply failed = bench.outcome(broken, true);
        QueryReply stray = bench.outcome(broken);

        assertThat(failed.getError().getCode()).isEqualTo(ErrorCode.DATA_ERROR);
        assertThat(stray.getFromLedger()).isTrue();
        assertThat(stray.getState()).isEqualTo(JobState.FAILED);
        assertThat(tally("closed")).isZero();
    }

    @Test
    void the_same_id_for_another_request_is_a_conflict() throws Exception {
        QueryJob job = Jobs.write("postgresql", "db", increment("conflict"));
        bench.outcome(job);

        QueryReply other = bench.outcome(QueryJob.newBuilder(job)
                .setRequestHash(ByteBuffer.wrap(new byte[] {9}))
                .build());

        assertThat(other.getError().getCode()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(tally("conflict")).isEqualTo(1);
    }

    @Test
    void what_a_job_does_to_its_session_is_gone_for_the_next() throws Exception {
        direct.run("CREATE ROLE nobody");
        String poison = "SELECT set_config('search_path', 'pg_temp', false), set_config('role', 'nobody', false),"
                + " set_config('statement_timeout', '1', false), pg_advisory_lock(42)";
        for (int i = 0; i < 8; i++) {
            bench.outcome(Jobs.read("postgresql", "db", poison));
            bench.outcome(Jobs.write("postgresql", "db", select(poison), increment("poison" + i)));
        }
        bench.outcome(Jobs.job(
                        "postgresql",
                        "db",
                        StatementClass.DDL,
                        List.of(Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TEMP TABLE tally(x int)")))
                .build());

        for (int i = 0; i < 8; i++) {
            assertThat(bench.rows(Jobs.read(
                            "postgresql",
                            "db",
                            "SELECT current_setting('search_path'), current_user,"
                                    + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),"
                                    + " (SELECT count(*) FROM pg_class WHERE relname = 'tally')")))
                    .isEqualTo("[[\"\\\"$user\\\", public\",\"postgres\",0,1]]");
        }
    }

    @Test
    void a_statement_that_refuses_transactions_runs_outside_the_ledger() {
        QueryJob vacuum = Jobs.job(
                        "postgresql",
                        "db",
                        StatementClass.MAINTENANCE,
                        List.of(Jobs.statement(StatementKind.VACUUM, "VACUUM tally")))
                .build();

        assertThat(bench.outcome(vacuum).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.outcome(vacuum).getFromLedger()).isFalse();
    }

    @Test
    void several_statements_are_one_transaction_also_with_a_block_that_could_commit() throws Exception {
        JobStatement block = Jobs.statement(StatementKind.CALL, "DO $$ BEGIN RAISE EXCEPTION 'no'; END $$");

        QueryReply outcome = bench.outcome(Jobs.write("postgresql", "db", increment("block"), block));

        assertThat(outcome.getError().getSqlState()).isEqualTo("P0001");
        assertThat(tally("block")).isZero();
    }

    @Test
    void ddl_is_done_once_as_any_write() {
        QueryJob create = Jobs.job(
                        "postgresql",
                        "db",
                        StatementClass.DDL,
                        List.of(Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TABLE once(a int)")))
                .build();

        assertThat(bench.outcome(create).getFromLedger()).isFalse();
        assertThat(bench.outcome(create).getFromLedger()).isTrue();
    }

    @Test
    void rows_of_returning_are_kept_in_the_ledger() throws Exception {
        QueryJob job = Jobs.write(
                "postgresql",
                "db",
                Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('returned', 5) RETURNING name, n"));

        assertThat(bench.rows(job)).isEqualTo("[[\"returned\",5]]");
        assertThat(bench.rows(job)).isEqualTo("[[\"returned\",5]]");
        assertThat(bench.outcome(job).getUpdateCounts()).containsExactly(1L);
    }

    @Test
    void without_a_ledger_a_write_is_refused() throws Exception {
        direct.run("CREATE ROLE poor LOGIN");
        direct.run("CREATE DATABASE bare");
        try (ExecuteBench poor = new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("poor", "bare"), "poor")) {
            QueryReply outcome = poor.outcome(
                    Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO x VALUES (1)")));

            assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
        }
    }

    @Test
    void a_write_whose_claim_finds_the_disk_full_goes_back_and_waits() throws Exception {
        bench.outcome(Jobs.write("postgresql", "db", select("SELECT 1"))); // the ledger is there from here on
        direct.run("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$; CREATE TRIGGER fail BEFORE INSERT"
                + " ON sluice_ledger FOR EACH ROW WHEN (NEW.tenant = 'late') EXECUTE FUNCTION fail()");
        QueryJob.Builder late = QueryJob.newBuilder(Jobs.write("postgresql", "db", select("SELECT 1")));

        assertThat(bench.run(bench.attempt(late.setTenant("late").build(), false))
                        .toString())
                .startsWith("Released")
                .contains("ENGINE_DOWN");
    }

    @Test
    void a_parameter_that_is_not_of_its_type_is_named_without_its_value() {
        QueryReply outcome =
                bench.outcome(Jobs.read("postgresql", "db", "SELECT ?", Jobs.parameter(ParameterType.DATE, "secret")));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.INVALID_PARAMETERS);
        assertThat(outcome.getError().getMessage()).contains("parameter 1").doesNotContain("secret");
    }

    @Test
    void a_database_that_is_down_gives_the_job_back() {
        try (ExecuteBench nowhere =
                new ExecuteBench(new PostgresEngine(), "jdbc:postgresql://localhost:1/postgres", "postgres")) {
            TryResult result = nowhere.run(nowhere.attempt(Jobs.read("postgresql", "db", "SELECT 1"), false));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
        }
    }

    /** Fault 96. */
    @Test
    void a_read_that_overruns_its_leash_is_stopped_and_given_back_with_the_time_it_took() {
        QueryJob read = Jobs.read("postgresql", "db", "SELECT pg_sleep(300)");
        QueryJob job = QueryJob.newBuilder(read).setLeashMillis(200).build();
        TryResult result = bench.run(bench.attempt(job, false));

        assertThat(result).isInstanceOfSatisfying(TryResult.Released.class, released -> {
            assertThat(released.why().getCode()).isEqualTo(ErrorCode.LEASH_OVERRUN);
            assertThat(released.times().getExecuteMicros()).isGreaterThanOrEqualTo(200_000);
        });
    }
}
