package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Isolation;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.SessionFailure;
import dev.sluice.message.SessionOptions;
import dev.sluice.message.StatementKind;
import dev.sluice.message.TruncationReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of both engines: what they begin with, how they are stopped, and that nothing stays behind. */
@ParameterizedClass
@ValueSource(classes = {MariaDbEngine.class, MySqlEngine.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlSessionIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ENDLESS =
            "SELECT count(*) FROM seq_1_to_1000000 a JOIN seq_1_to_1000000 b ON a.seq + b.seq = -1";

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Class<? extends Engine> kind;

    @SuppressWarnings("NullAway.Init")
    private MySqlBench on;

    @BeforeParameterizedClassInvocation
    void start() throws SQLException {
        on = new MySqlBench(kind, "session");
    }

    @AfterAll
    void stop() {
        on.close();
    }

    @Test
    void what_a_job_does_to_its_session_is_gone_for_the_next() throws Exception {
        String pristine = "[[null,\"" + on.database() + "\",\"+00:00\",\"utf8mb4\",0,1]]";
        for (int i = 0; i < 8; i++) {
            on.jobs().outcome(on.read("SELECT @poison := 1, GET_LOCK('poison', 0)"));
            on.jobs()
                    .outcome(on.write(
                            MySqlBench.select("SELECT @poison := 1, GET_LOCK('poison', 0)"),
                            on.increment("poison" + i)));
        }
        on.jobs().outcome(on.ddl(StatementKind.CREATE_TABLE, "CREATE TEMPORARY TABLE tally(x int)"));
        for (String sql : List.of("USE mysql", "SET time_zone = '+09:00'", "SET NAMES latin1", "SET autocommit = 0")) {
            on.jobs().outcome(on.ddl(StatementKind.OTHER, sql));
        }

        for (int i = 0; i < 8; i++) {
            assertThat(on.jobs()
                            .rows(on.read("SELECT @poison, database(), @@time_zone, @@character_set_client,"
                                    + " coalesce(IS_USED_LOCK('poison'), 0), count(n) > 0 FROM tally")))
                    .isEqualTo(pristine);
        }
    }

    @Test
    void a_job_of_a_session_finds_its_variables_and_isolation_and_leaves_none_behind() throws Exception {
        var session = new SessionOptions(
                Isolation.SERIALIZABLE, false, Map.of("app_user", "it's ann"), SessionFailure.CONTINUE);
        String sql = "SELECT concat(coalesce(convert(@app_user USING utf8mb4), ''), '/', @@tx_isolation)";

        String inside = on.jobs()
                .rows(QueryJob.newBuilder(on.read(sql))
                        .setSessionId("s1")
                        .setSession(session)
                        .build());
        String writing = on.jobs()
                .rows(QueryJob.newBuilder(on.write(on.increment("session"), MySqlBench.select(sql)))
                        .setSession(session)
                        .build());
        String outside = on.jobs().rows(on.read(sql));

        assertThat(List.of(inside, writing)).containsOnly("[[\"it's ann/SERIALIZABLE\"]]");
        assertThat(outside).isEqualTo("[[\"/REPEATABLE-READ\"]]");
        assertThat(on.tally("session")).isEqualTo(1);
    }

    @Test
    void ddl_that_waits_for_a_table_in_use_fails_before_its_time_out_and_says_why() throws Exception {
        on.direct().run("CREATE TABLE busy(a int)");
        QueryJob alter = QueryJob.newBuilder(on.ddl(StatementKind.ALTER_TABLE, "ALTER TABLE busy ADD b int"))
                .setTimeoutMillis(1_900)
                .build();
        try (var user = on.direct().open();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM busy").close();

            QueryReply outcome = on.jobs().outcome(alter);

            assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            user.rollback();
        }
    }

    @Test
    void a_read_cannot_write() {
        QueryReply outcome = on.jobs().outcome(on.read("DELETE FROM tally"));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.READ_ONLY);
    }

    @Test
    void the_server_stops_what_runs_too_long() {
        QueryReply outcome = on.jobs()
                .outcome(QueryJob.newBuilder(on.read(ENDLESS))
                        .setTimeoutMillis(300)
                        .build());

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(outcome.getError().getSqlState()).isEqualTo("70100");
    }

    @Test
    void a_cancel_stops_what_runs_and_the_next_job_is_unharmed() throws Exception {
        Attempt attempt = on.jobs().attempt(on.read(ENDLESS), false);

        CompletableFuture<TryResult> running =
                CompletableFuture.supplyAsync(() -> on.jobs().run(attempt));
        Awaitility.await()
                .atMost(SOON)
                .until(() -> !on.direct()
                        .value("SELECT count(*) FROM information_schema.processlist WHERE info LIKE '/* sluice % */ "
                                + ENDLESS + "'")
                        .equals("0"));
        attempt.stop(Stop.CANCELLED);

        assertThat(running.get())
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        ended -> assertThat(ended.outcome().getState()).isEqualTo(JobState.CANCELLED));
        for (int i = 0; i < 8; i++) {
            assertThat(on.jobs().rows(on.read("SELECT 1"))).isEqualTo("[[1]]");
        }
    }

    @Test
    void a_result_that_is_cut_off_is_not_read_to_its_end() {
        QueryReply outcome = on.jobs()
                .outcome(QueryJob.newBuilder(on.read("SELECT CAST(seq AS SIGNED) FROM seq_1_to_1000000000000"))
                        .setMaxRows(3)
                        .build());

        assertThat(outcome.getError()).isNull();
        assertThat(Jobs.text(outcome)).isEqualTo("[[1],[2],[3]]");
        assertThat(outcome.getTruncated()).isEqualTo(TruncationReason.MAX_ROWS);
        assertThat(on.jobs().rows(on.read("SELECT 1"))).isEqualTo("[[1]]");
    }

    @Test
    void a_state_that_sql_raises_is_no_lost_connection() throws Exception {
        on.direct()
                .run(
                        "CREATE FUNCTION pretend() RETURNS int BEGIN SIGNAL SQLSTATE '08S01' SET MESSAGE_TEXT = 'gone'; RETURN 1; END");

        QueryReply outcome = on.jobs().outcome(on.read("SELECT pretend()"));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.DATA_ERROR);
        assertThat(outcome.getError().getMessage()).isEqualTo("gone");
    }
}
