package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.db2.Db2Engine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterType;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engine {@code db2} on Derby: the ledger and the values. Derby is not Db2, but its SQL is of the same family. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Db2ExecuteIT {
    private static final String URL = DerbyServer.url("execute");

    private Sql direct;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws SQLException {
        direct = Sql.at(URL, "app");
        bench = bench(new Db2Engine());
        direct.run("CREATE TABLE tally(name VARCHAR(20) NOT NULL PRIMARY KEY, n INTEGER NOT NULL)");
        direct.run("CREATE FUNCTION meet() RETURNS INTEGER LANGUAGE JAVA PARAMETER STYLE JAVA NO SQL EXTERNAL NAME '"
                + DerbyServer.class.getName() + ".meet'");
    }

    @AfterAll
    void stop() {
        bench.close();
        direct.close();
    }

    private static ExecuteBench bench(Engine engine) {
        return new ExecuteBench(engine, URL, "app");
    }

    private JobStatement increment(String name) throws SQLException {
        direct.run("INSERT INTO tally VALUES ('" + name + "', 0)");
        return Jobs.statement(
                StatementKind.UPDATE,
                "UPDATE tally SET n = n + 1 WHERE name = ?",
                Jobs.parameter(ParameterType.TEXT, name));
    }

    private String tally(String name) throws SQLException {
        return direct.value("SELECT n FROM tally WHERE name = '" + name + "'");
    }

    private static QueryJob write(JobStatement... statements) {
        return Jobs.write("db2", "db", statements);
    }

    private static QueryJob ddl(StatementKind kind, String sql) {
        return Jobs.job("db2", "db", StatementClass.DDL, List.of(Jobs.statement(kind, sql)))
                .build();
    }

    @Test
    void two_deliveries_at_the_same_time_take_effect_once() throws Exception {
        QueryJob job = write(increment("together"));

        CompletableFuture<QueryReply> one = CompletableFuture.supplyAsync(() -> bench.outcome(job));
        QueryReply other = bench.outcome(job);

        assertThat(List.of(one.get(), other)).extracting(QueryReply::getState).containsOnly(JobState.SUCCEEDED);
        assertThat(List.of(one.get().getFromLedger(), other.getFromLedger())).containsExactlyInAnyOrder(true, false);
        assertThat(tally("together")).isEqualTo("1");
    }

    @Test
    void a_lost_answer_to_the_commit_is_resolved_by_the_ledger() throws Exception {
        QueryJob job = write(increment("unanswered"));
        bench.outcome(write(increment("warm-up"))); // the ledger's own commits come first
        try (ExecuteBench losing = bench(new LosesCommitAnswers(new Db2Engine(), 1))) {
            QueryReply outcome = losing.outcome(job);

            assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(outcome.getFromLedger()).isTrue();
        }
        assertThat(tally("unanswered")).isEqualTo("1");
    }

    @Test
    void a_failed_ending_that_may_have_run_elsewhere_closes_the_door_in_the_ledger() throws Exception {
        QueryJob broken = write(
                increment("closed"), Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('closed', 1)"));
        QueryReply failed = bench.outcome(broken, true);
        QueryReply stray = bench.outcome(broken);

        assertThat(failed.getError().getCode()).isEqualTo(ErrorCode.CONSTRAINT_VIOLATION);
        assertThat(stray.getFromLedger()).isTrue();
        assertThat(stray.getState()).isEqualTo(JobState.FAILED);
        assertThat(tally("closed")).isEqualTo("0");
    }

    @Test
    void the_same_id_for_another_request_is_a_conflict() throws Exception {
        QueryJob job = write(increment("conflict"));
        bench.outcome(job);

        QueryReply other = bench.outcome(QueryJob.newBuilder(job)
                .setRequestHash(ByteBuffer.wrap(new byte[] {9}))
                .build());

        assertThat(other.getError().getCode()).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void two_writes_that_deadlock_both_succeed() throws Exception {
        JobStatement a = increment("left");
        JobStatement b = increment("right");
        JobStatement meet = Jobs.statement(StatementKind.VALUES, "VALUES meet()");

        CompletableFuture<QueryReply> one = CompletableFuture.supplyAsync(() -> bench.outcome(write(a, meet, b)));
        QueryReply other = bench.outcome(write(b, meet, a));

        assertThat(List.of(one.get().getState(), other.getState())).containsOnly(JobState.SUCCEEDED);
        assertThat(tally("left")).isEqualTo("2");
        assertThat(tally("right")).isEqualTo("2");
    }

    @Test
    void ddl_is_done_once_as_any_write() {
        QueryJob create = ddl(StatementKind.CREATE_TABLE, "CREATE TABLE once(a INTEGER)");

        assertThat(bench.outcome(create).getFromLedger()).isFalse();
        assertThat(bench.outcome(create).getFromLedger()).isTrue();
    }

    @Test
    void what_may_be_final_at_once_runs_outside_the_ledger() throws Exception {
        direct.run("CREATE TABLE emptied(a INTEGER)");
        QueryJob truncate = ddl(StatementKind.TRUNCATE, "TRUNCATE TABLE emptied");

        assertThat(bench.outcome(truncate).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.outcome(truncate).getFromLedger()).isFalse();
    }

    @Test
    void the_driver_ends_what_runs_too_long() {
        QueryReply outcome = bench.outcome(QueryJob.newBuilder(ContractSubject.DB2.endless())
                .setTimeoutMillis(900)
                .build());

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void a_database_that_is_down_gives_the_job_back() {
        try (ExecuteBench nowhere = new ExecuteBench(new Db2Engine(), "jdbc:derby:memory:nowhere", "app")) {
            TryResult result = nowhere.run(nowhere.attempt(Jobs.read("db2", "db", "VALUES 1"), false));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VALUE 1|SYNTAX_ERROR",
                "SELECT * FROM missing|UNKNOWN_OBJECT",
                "SELECT missing FROM tally|UNKNOWN_OBJECT",
                "VALUES 1 / 0|DATA_ERROR",
                "VALUES CAST('x' AS INTEGER)|DATA_ERROR",
            })
    void errors_are_coded_by_their_state(String sql, ErrorCode code) {
        assertThat(bench.outcome(Jobs.read("db2", "db", sql)).getError().getCode())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "CAST(NULL AS INTEGER)|null",
                "CAST(9223372036854775807 AS BIGINT)|9223372036854775807",
                "CAST(1 AS SMALLINT)|1",
                "CAST(1.10 AS DECIMAL(31, 30))|\"1.100000000000000000000000000000\"",
                "CAST(0.1 AS REAL)|0.1",
                "CAST(1e20 AS DOUBLE)|1.0E20",
                "TRUE|true",
                "'text'|\"text\"",
                "CAST('text' AS CLOB)|\"text\"",
                "DATE('2020-01-31')|\"2020-01-31\"",
                "TIME('13:14:15')|\"13:14:15\"",
                "TIMESTAMP('2020-01-31 13:14:15.500000')|\"2020-01-31T13:14:15.5\"",
                "TIMESTAMP('2020-01-31 13:14:15')|\"2020-01-31T13:14:15\"",
                "CAST(X'00ff' AS BLOB)|\"AP8=\"",
                "X'00ff'|\"AP8=\"",
            })
    void values_become_json_by_their_type(String sql, String json) {
        assertThat(bench.rows(Jobs.read("db2", "db", "VALUES " + sql))).isEqualTo("[[" + json + "]]");
    }

    @ParameterizedTest
    @CsvSource({
        "LONG, BIGINT, 42, 42",
        "DECIMAL, 'DECIMAL(9,2)', 1.50, '\"1.50\"'",
        "DATE, DATE, 2020-01-31, '\"2020-01-31\"'",
        "TIME, TIME, 13:14, '\"13:14:00\"'",
        "TIMESTAMP, TIMESTAMP, 2020-01-31 13:14:15.123456, '\"2020-01-31T13:14:15.123456\"'",
        "TIMESTAMP_WITH_ZONE, TIMESTAMP, 2020-01-31T13:14:15+02:00, '\"2020-01-31T11:14:15\"'",
        "TIMESTAMP_WITH_ZONE, TIMESTAMP, , 'null'",
        "TEXT, VARCHAR(20), it's, '\"it''s\"'",
    })
    void parameters_arrive_as_what_they_are(ParameterType type, String sqlType, String text, String json) {
        Object value = type == ParameterType.LONG ? (Object) Long.valueOf(text) : text;

        assertThat(bench.rows(Jobs.read("db2", "db", "VALUES CAST(? AS " + sqlType + ")", Jobs.parameter(type, value))))
                .isEqualTo("[[" + json + "]]");
    }
}
