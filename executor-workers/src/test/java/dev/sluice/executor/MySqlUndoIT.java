package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
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

/** Tables of which a rollback brings nothing back: no write there is ever done twice or called undone. */
@ParameterizedClass
@ValueSource(classes = {MariaDbEngine.class, MySqlEngine.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlUndoIT {
    private static final int MOST_ROUNDS = 50;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Class<? extends Engine> kind;

    @SuppressWarnings("NullAway.Init")
    private MySqlBench on;

    @BeforeParameterizedClassInvocation
    void start() throws SQLException {
        on = new MySqlBench(kind, "undo");
        on.direct().run("CREATE TABLE Scratch(n int) ENGINE = MyISAM");
        on.direct().run("CREATE TABLE `odd.name`(n int) ENGINE = Aria TRANSACTIONAL = 1");
        on.direct().run("CREATE TABLE versioned(n int) ENGINE = Aria WITH SYSTEM VERSIONING");
        on.direct().run("CREATE TABLE watched(n int PRIMARY KEY)");
        on.direct().run("CREATE TRIGGER watch AFTER INSERT ON watched FOR EACH ROW INSERT INTO Scratch VALUES (NEW.n)");
        on.direct().run("INSERT INTO tally VALUES ('left', 0), ('right', 0)");
    }

    @AfterAll
    void stop() {
        on.close();
    }

    @Test
    void a_write_to_a_table_without_transactions_is_refused_before_it_does_anything() throws Exception {
        for (String table : List.of("scratch", on.database() + ".scratch", "\"odd.name\"", "versioned")) {
            String name = table.replace("scratch", "Scratch").replace('"', '`');
            QueryReply outcome = on.jobs().outcome(writing(List.of("tally", table), insert(name, 1)));

            assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(outcome.getError().getMessage()).contains("which undoes nothing");
        }
        assertThat(count("Scratch", 1)).isEqualTo("0");
    }

    @Test
    void a_write_to_tables_with_transactions_is_none_of_those() {
        QueryReply outcome = on.jobs().outcome(writing(List.of("watched"), insert("watched", 2)));

        assertThat(outcome.getError()).isNull();
    }

    @Test
    void a_failed_write_that_nobody_saw_coming_and_that_stays_is_unknown_for_every_delivery() throws Exception {
        QueryJob job = writing(List.of("watched"), insert("watched", 3), insert("watched", 3));

        QueryReply first = on.jobs().outcome(job);
        QueryReply second = on.jobs().outcome(job);

        assertThat(first.getState()).isEqualTo(JobState.UNKNOWN);
        assertThat(first.getError().getMessage()).contains("storage engine", "Duplicate");
        assertThat(second.getState()).isEqualTo(JobState.UNKNOWN);
        assertThat(second.getFromLedger()).isTrue();
        assertThat(count("Scratch", 3)).isEqualTo("1");
        assertThat(count("watched", 3)).isEqualTo("0");
    }

    @Test
    void a_deadlock_after_a_write_that_stays_is_not_tried_again() throws Exception {
        JobState other = JobState.SUCCEEDED;
        JobState one = JobState.SUCCEEDED;
        int rounds = 0;
        while (one == JobState.SUCCEEDED && other == JobState.SUCCEEDED && rounds < MOST_ROUNDS) {
            int n = 100 + rounds++;
            JobStatement pause = MySqlBench.select("SELECT sleep(0.2)");
            QueryJob job = writing(List.of(), insert("watched", n), increment("left"), pause, increment("right"));
            CompletableFuture<JobState> first =
                    CompletableFuture.supplyAsync(() -> on.jobs().outcome(job).getState());
            other = on.jobs()
                    .outcome(writing(List.of(), insert("watched", -n), increment("right"), pause, increment("left")))
                    .getState();
            one = first.join();
            assertThat(count("Scratch", n)).isEqualTo("1");
            assertThat(count("Scratch", -n)).isEqualTo("1");
        }

        assertThat(List.of(one, other)).containsExactlyInAnyOrder(JobState.SUCCEEDED, JobState.UNKNOWN);
    }

    @Test
    void a_failed_write_of_which_nothing_stays_is_a_failure() {
        QueryReply outcome = on.jobs()
                .outcome(writing(List.of("tally"), increment("left"), insert("tally", 1), insert("nowhere", 1)));

        assertThat(outcome.getState()).isEqualTo(JobState.FAILED);
    }

    private String count(String table, int n) throws SQLException {
        return on.direct().value("SELECT count(*) FROM " + table + " WHERE n = " + n);
    }

    private QueryJob writing(List<String> tables, JobStatement... statements) {
        return QueryJob.newBuilder(on.write(statements))
                .setTablesWritten(tables)
                .build();
    }

    private static JobStatement insert(String table, int n) {
        return Jobs.statement(StatementKind.INSERT, "INSERT INTO " + table + " (n) VALUES (" + n + ")");
    }

    private static JobStatement increment(String name) {
        return Jobs.statement(StatementKind.UPDATE, "UPDATE tally SET n = n + 1 WHERE name = '" + name + "'");
    }
}
