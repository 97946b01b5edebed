package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes through both engines: the ledger, and what has no place in it. FAULTS F2 38, 39, 41 and 42. */
@ParameterizedClass
@ValueSource(classes = {MariaDbEngine.class, MySqlEngine.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlExecuteIT {
    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Class<? extends Engine> kind;

    @SuppressWarnings("NullAway.Init")
    private MySqlBench on;

    @BeforeParameterizedClassInvocation
    void start() throws SQLException {
        on = new MySqlBench(kind, "execute");
    }

    @AfterAll
    void stop() {
        on.close();
    }

    @Test
    void two_deliveries_at_the_same_time_take_effect_once() throws Exception {
        QueryJob job = on.write(on.increment("together"), MySqlBench.select("SELECT sleep(0.2)"));

        CompletableFuture<QueryReply> one =
                CompletableFuture.supplyAsync(() -> on.jobs().outcome(job));
        QueryReply other = on.jobs().outcome(job);

        assertThat(List.of(one.get(), other)).extracting(QueryReply::getState).containsOnly(JobState.SUCCEEDED);
        assertThat(List.of(one.get().getFromLedger(), other.getFromLedger())).containsExactlyInAnyOrder(true, false);
        assertThat(on.tally("together")).isEqualTo(1);
    }

    @Test
    void metrics_tell_the_rows_that_a_statement_examined_if_it_took_long() throws Exception {
        on.direct().run("CREATE TABLE examined AS SELECT seq AS n FROM seq_1_to_5000");
        JobStatement change = on.increment("examined");
        JobStatement slow = MySqlBench.select("SELECT sum(n), (SELECT sleep(0.2)) FROM examined");
        JobStatement quick = MySqlBench.select("SELECT sum(n) FROM examined");

        QueryReply one = on.jobs().outcome(on.write(change, slow));
        QueryReply after = on.jobs().outcome(on.write(change, slow));
        QueryReply other = on.jobs().outcome(on.write(change, quick));

        assertThat(one.getMetrics().getRowsExamined()).isBetween(5_000L, 5_100L);
        assertThat(after.getMetrics().getRowsExamined()).isBetween(5_000L, 5_100L);
        assertThat(other.getMetrics().getRowsExamined()).isNull();
    }

    @Test
    void a_procedure_whose_rows_cannot_be_carried_may_have_had_its_effect() throws Exception {
        on.direct()
                .run("CREATE PROCEDURE writes_and_answers() BEGIN INSERT INTO tally VALUES ('large', 1);"
                        + " SELECT repeat('x', 2000000); END");

        QueryReply outcome =
                on.jobs().outcome(on.write(Jobs.statement(StatementKind.CALL, "CALL writes_and_answers()")));

        assertThat(outcome.getState()).isEqualTo(JobState.UNKNOWN);
        assertThat(outcome.getError().getMessage()).contains("one row takes more than");
        assertThat(on.tally("large")).isEqualTo(1);
    }

    @Test
    void a_procedure_that_fails_after_its_first_result_has_failed() throws Exception {
        on.direct()
                .run("CREATE PROCEDURE answers_and_fails(fails boolean) BEGIN SELECT 1 AS first; SELECT 2;"
                        + " IF fails THEN SIGNAL SQLSTATE '45000'; END IF; END");
        JobStatement well = Jobs.statement(StatementKind.CALL, "CALL answers_and_fails(false)");
        JobStatement badly = Jobs.statement(StatementKind.CALL, "CALL answers_and_fails(true)");

        QueryReply answered = on.jobs().outcome(on.write(well));
        QueryReply failed = on.jobs().outcome(on.write(badly));

        assertThat(answered.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(Jobs.text(answered)).isIn("[[1]]", "[[\"1\"]]");
        assertThat(failed.getState()).isEqualTo(JobState.FAILED);
        assertThat(failed.getError().getSqlState()).isEqualTo("45000");
    }

    @Test
    void a_delivery_that_waits_too_long_for_the_ledger_row_of_another_is_contended_and_costs_no_try() throws Exception {
        QueryJob job = QueryJob.newBuilder(on.write(on.increment("held")))
                .setTimeoutMillis(1_500)
                .build();
        try (var holder = on.direct().open();
                var statement = holder.createStatement()) {
            on.jobs().outcome(on.write(on.increment("warm-up of held"))); // the ledger is there from here on
            holder.setAutoCommit(false);
            statement.execute("INSERT INTO sluice_ledger (tenant, job_id, request_hash, attempt, node, claimed_at)"
                    + " VALUES ('tenant', '" + job.getJobId() + "', '', 1, '', now())");
            Attempt attempt = on.jobs().attempt(job, false);

            TryResult result = on.jobs().tryOnce(attempt);

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Again.class,
                            again -> assertThat(again.why().getCode()).isEqualTo(ErrorCode.LOCK_TIMEOUT));
            holder.rollback();
        }
        assertThat(on.jobs().outcome(job).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(on.tally("held")).isEqualTo(1);
    }

    @Test
    void a_connection_killed_between_execute_and_commit_leaves_one_effect() throws Exception {
        on.direct().run("CREATE SEQUENCE killed CACHE 1");
        on.direct().run("CREATE PROCEDURE die() BEGIN IF NEXTVAL(killed) = 1 THEN KILL CONNECTION_ID(); END IF; END");
        on.direct().run("CREATE FUNCTION die_once() RETURNS int BEGIN CALL die(); RETURN 1; END");
        QueryJob job = on.write(on.increment("killed"), MySqlBench.select("SELECT die_once()"));

        QueryReply outcome = on.jobs().outcome(job);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(on.tally("killed")).isEqualTo(1);
        assertThat(on.direct().value("SELECT lastval(killed) IS NULL OR NEXTVAL(killed) > 2"))
                .isEqualTo("1");
    }

    @Test
    void several_statements_of_which_one_commits_by_itself_are_refused_before_the_first_runs() throws Exception {
        QueryJob job = on.write(
                on.increment("with definition"),
                Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TABLE never(n int)"));

        QueryReply outcome = on.jobs().outcome(job);

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(on.tally("with definition")).isZero();
    }

    @Test
    void a_lost_answer_to_the_commit_is_resolved_by_the_ledger() throws Exception {
        QueryJob job = on.write(on.increment("unanswered"));
        try (ExecuteBench losing = on.bench(new LosesCommitAnswers(on.engine(), 1), "root")) {
            on.jobs().outcome(on.write(on.increment("warm-up"))); // the ledger's own commits come first
            QueryReply outcome = losing.outcome(job);

            assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(outcome.getFromLedger()).isTrue();
        }
        assertThat(on.tally("unanswered")).isEqualTo(1);
    }

    @Test
    void a_failed_ending_that_may_have_run_elsewhere_closes_the_door_in_the_ledger() throws Exception {
        QueryJob broken = on.write(
                on.increment("closed"), Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('closed', 1)"));
        QueryReply failed = on.jobs().outcome(broken, true);
        QueryReply stray = on.jobs().outcome(broken);

        assertThat(failed.getError().getCode()).isEqualTo(ErrorCode.CONSTRAINT_VIOLATION);
        assertThat(stray.getFromLedger()).isTrue();
        assertThat(stray.getState()).isEqualTo(JobState.FAILED);
        assertThat(on.tally("closed")).isZero();
    }

    @Test
    void the_same_id_for_another_request_is_a_conflict() throws Exception {
        QueryJob job = on.write(on.increment("conflict"));
        on.jobs().outcome(job);

        QueryReply other = on.jobs()
                .outcome(QueryJob.newBuilder(job)
                        .setRequestHash(ByteBuffer.wrap(new byte[] {9}))
                        .build());

        assertThat(other.getError().getCode()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(on.tally("conflict")).isEqualTo(1);
    }

    @Test
    void two_writes_that_deadlock_both_succeed() throws Exception {
        JobStatement a = on.increment("left");
        JobStatement b = on.increment("right");
        JobStatement pause = MySqlBench.select("SELECT sleep(0.3)");

        CompletableFuture<QueryReply> one =
                CompletableFuture.supplyAsync(() -> on.jobs().outcome(on.write(a, pause, b)));
        QueryReply other = on.jobs().outcome(on.write(b, pause, a));

        assertThat(List.of(one.get().getState(), other.getState())).containsOnly(JobState.SUCCEEDED);
        assertThat(on.tally("left")).isEqualTo(2);
        assertThat(on.tally("right")).isEqualTo(2);
    }

    @Test
    void ddl_commits_by_itself_so_it_never_meets_the_ledger() throws Exception {
        QueryJob create = on.ddl(StatementKind.CREATE_TABLE, "CREATE TABLE once(a int)");

        assertThat(on.jobs().outcome(create).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(on.jobs().outcome(create).getError().getCode()).isEqualTo(ErrorCode.CONSTRAINT_VIOLATION);
        assertThat(on.direct().value("SELECT count(*) FROM sluice_ledger WHERE job_id = '" + create.getJobId() + "'"))
                .isEqualTo("0");
    }

    @Test
    void nothing_of_the_drivers_own_comes_between_the_statements_of_a_job() {
        QueryJob job = on.write(
                Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('counted', 5)"),
                Jobs.statement(StatementKind.SELECT, "SELECT ROW_COUNT()"));

        assertThat(on.jobs().rows(job)).isEqualTo("[[1]]");
    }

    @Test
    void rows_of_returning_are_kept_in_the_ledger() {
        QueryJob job = on.write(
                Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('returned', 5) RETURNING name, n"));

        assertThat(on.jobs().rows(job)).isEqualTo("[[\"returned\",5]]");
        assertThat(on.jobs().rows(job)).isEqualTo("[[\"returned\",5]]");
        assertThat(on.jobs().outcome(job).getUpdateCounts()).containsExactly(1L);
    }

    @Test
    void an_update_counts_the_rows_it_found() throws Exception {
        on.direct().run("INSERT INTO tally VALUES ('same', 1)");

        QueryReply outcome = on.jobs()
                .outcome(on.write(Jobs.statement(StatementKind.UPDATE, "UPDATE tally SET n = 1 WHERE name = 'same'")));

        assertThat(outcome.getUpdateCounts()).containsExactly(1L);
    }

    @Test
    void without_a_ledger_a_write_is_refused() throws Exception {
        on.direct().run("CREATE USER IF NOT EXISTS poor@'127.0.0.1'");
        on.direct().run("GRANT SELECT, INSERT ON " + on.database() + ".tally TO poor@'127.0.0.1'");
        try (ExecuteBench poor = on.bench(on.engine(), "poor")) {
            QueryReply outcome = poor.outcome(
                    on.write(Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('poor', 1)")));

            assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
        }
    }

    @Test
    void a_database_that_is_down_gives_the_job_back() {
        try (ExecuteBench nowhere =
                new ExecuteBench(on.engine(), "jdbc:" + on.name() + "://127.0.0.1:1/test", "root")) {
            TryResult result = nowhere.run(nowhere.attempt(on.read("SELECT 1"), false));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
        }
    }
}
