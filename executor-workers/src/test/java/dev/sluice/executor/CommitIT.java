package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCategory;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The end of a write on PostgreSQL, where the conclusion in the ledger and the commit are one round trip. FAULTS F2 38. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommitIT {
    private EmbeddedPostgres postgres;
    private Sql direct;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        direct = new Sql(postgres.getPostgresDatabase());
        bench = bench(new PostgresEngine());
        direct.run("CREATE TABLE parent(id int PRIMARY KEY)");
        direct.run("CREATE TABLE child(id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    private ExecuteBench bench(Engine engine) {
        return new ExecuteBench(engine, postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    private String rows(String table) throws SQLException {
        return direct.value("SELECT count(*) FROM " + table);
    }

    @Test
    void a_lost_answer_to_the_commit_is_resolved_by_the_ledger() throws Exception {
        QueryJob job =
                Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO parent VALUES (1)"));
        try (ExecuteBench losing = bench(new LosesCommitAnswers(new PostgresEngine(), 1))) {
            QueryReply outcome = losing.outcome(job);

            assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(outcome.getFromLedger()).isTrue();
        }
        assertThat(direct.value("SELECT count(*) FROM parent WHERE id = 1")).isEqualTo("1");
    }

    @Test
    void what_fails_behind_the_commit_in_its_round_trip_fails_no_job() throws Exception {
        QueryJob job =
                Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO parent VALUES (5)"));
        try (ExecuteBench failing = bench(goingOnWith(() -> "SELECT 1 / 0"))) {
            QueryReply outcome = failing.outcome(job);

            assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(outcome.getFromLedger()).isFalse();
        }
        assertThat(direct.value("SELECT count(*) FROM parent WHERE id = 5")).isEqualTo("1");
    }

    @Test
    void a_connection_that_is_lost_right_behind_the_commit_leaves_the_word_to_the_ledger() throws Exception {
        QueryJob job =
                Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO parent VALUES (6)"));
        List<String> farewells = new ArrayList<>(List.of("SELECT pg_terminate_backend(pg_backend_pid())"));
        try (ExecuteBench failing = bench(goingOnWith(() -> farewells.isEmpty() ? "" : farewells.removeFirst()))) {
            QueryReply outcome = failing.outcome(job);

            assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(outcome.getFromLedger()).isTrue();
        }
        assertThat(direct.value("SELECT count(*) FROM parent WHERE id = 6")).isEqualTo("1");
    }

    private static Engine goingOnWith(Supplier<String> farewell) {
        return new LosesCommitAnswers(new PostgresEngine(), 0) {
            @Override
            public Farewell farewell(Access access, List<JobStatement> ran) {
                return access == Access.WRITE ? new Farewell(farewell.get()) : Farewell.NONE;
            }
        };
    }

    @Test
    void a_constraint_that_is_checked_at_the_commit_undoes_claim_and_effect() throws Exception {
        QueryJob job =
                Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO child VALUES (404)"));

        QueryReply outcome = bench.outcome(job);

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.CONSTRAINT_VIOLATION);
        assertThat(rows("child")).isEqualTo("0");
        assertThat(rows("sluice_ledger WHERE job_id = '" + job.getJobId() + "'"))
                .isEqualTo("0");
    }

    @Test
    void a_job_that_deletes_its_own_claim_does_not_commit() throws Exception {
        direct.run("INSERT INTO parent VALUES (2)");
        QueryJob job = Jobs.write(
                "postgresql",
                "db",
                Jobs.statement(StatementKind.DELETE, "DELETE FROM parent WHERE id = 2"),
                Jobs.statement(StatementKind.DELETE, "DELETE FROM sluice_ledger"));

        QueryReply outcome = bench.outcome(job);

        assertThat(outcome.getState()).isEqualTo(JobState.FAILED);
        assertThat(outcome.getError().getCategory()).isEqualTo(ErrorCategory.USER);
        assertThat(outcome.getError().getMessage()).contains("made away with it");
        assertThat(direct.value("SELECT count(*) FROM parent WHERE id = 2")).isEqualTo("1");
    }

    @Test
    void an_executor_that_fails_after_the_commit_asks_the_ledger() throws Exception {
        QueryJob job =
                Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO parent VALUES (3)"));
        Attempt attempt = bench.attempt(job, false);
        bench.tryOnce(attempt);

        TryResult broken = bench.broken(attempt);

        assertThat(broken)
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getState()).isEqualTo(JobState.SUCCEEDED));
    }

    @Test
    void a_statement_that_changes_something_while_it_is_read_runs_to_its_end() throws Exception {
        direct.run("CREATE TABLE booked(id int)");
        direct.run("CREATE FUNCTION book(id int) RETURNS int LANGUAGE sql"
                + " AS 'INSERT INTO booked VALUES (id) RETURNING id'");
        JobStatement book = Jobs.statement(StatementKind.SELECT, "SELECT book(i) FROM generate_series(1, 1000) i");
        JobStatement one = Jobs.statement(StatementKind.INSERT, "INSERT INTO parent VALUES (4)");

        QueryReply notLast = bench.outcome(Jobs.write("postgresql", "db", book, one));
        QueryReply cutShort = bench.outcome(QueryJob.newBuilder(Jobs.write("postgresql", "db", book))
                .setMaxRows(10)
                .build());

        assertThat(notLast.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(cutShort.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(cutShort.getRowCount()).isEqualTo(10);
        assertThat(rows("booked")).isEqualTo("2000");
    }
}
