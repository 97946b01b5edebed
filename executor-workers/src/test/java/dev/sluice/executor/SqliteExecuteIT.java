package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.sqlite.SqliteEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SqliteExecuteIT {
    private ExecuteBench bench;

    @BeforeAll
    void start(@TempDir Path directory) {
        bench = new ExecuteBench(new SqliteEngine(), "jdbc:sqlite:" + directory.resolve("t.db"), "");
        ddl("CREATE TABLE tally(name TEXT PRIMARY KEY, n INTEGER)");
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    private QueryReply ddl(String sql) {
        return bench.outcome(
                Jobs.job("sqlite", "db", StatementClass.DDL, List.of(Jobs.statement(StatementKind.CREATE_TABLE, sql)))
                        .build());
    }

    private static JobStatement increment(String name) {
        return Jobs.statement(
                StatementKind.INSERT,
                "INSERT INTO tally VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1",
                Jobs.parameter(ParameterType.TEXT, name));
    }

    private String tally(String name) {
        return bench.rows(Jobs.read(
                "sqlite", "db", "SELECT n FROM tally WHERE name = ?", Jobs.parameter(ParameterType.TEXT, name)));
    }

    @Test
    void names_of_columns_that_no_message_could_carry_are_refused() {
        QueryReply outcome = bench.outcome(Jobs.read(
                "sqlite",
                "db",
                "WITH t AS (SELECT 1 AS \"" + "n".repeat(100_000) + "\") SELECT a.*, b.*, c.*"
                        + " FROM t a, t b, t c"));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
        assertThat(outcome.getError().getMessage()).contains("names of all columns");
    }

    @Test
    void several_statements_are_one_transaction_also_where_one_of_them_refuses_to_be_in_it() {
        JobStatement insert = Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('half', 1)");
        JobStatement vacuum = Jobs.statement(StatementKind.VACUUM, "VACUUM");

        QueryReply outcome = bench.outcome(Jobs.write("sqlite", "db", insert, vacuum));

        assertThat(outcome.getState()).isEqualTo(JobState.FAILED);
        assertThat(tally("half")).isEqualTo("[]");
    }

    @Test
    void a_definition_changes_no_rows_whatever_was_changed_before_it() {
        JobStatement insert = Jobs.statement(StatementKind.INSERT, "INSERT INTO tally VALUES ('x', 1), ('y', 1)");
        JobStatement index = Jobs.statement(StatementKind.CREATE_INDEX, "CREATE INDEX by_n ON tally(n)");

        QueryReply alone = ddl("CREATE TABLE lonely(a)");
        QueryReply after = bench.outcome(Jobs.write("sqlite", "db", insert, index));

        assertThat(alone.getUpdateCounts()).containsExactly(0L);
        assertThat(after.getUpdateCounts()).containsExactly(2L, 0L);
    }

    @Test
    void the_number_of_a_row_that_a_job_inserted_is_told_to_it_and_not_to_the_next() {
        ddl("CREATE TABLE numbered(id INTEGER PRIMARY KEY)");
        JobStatement number = Jobs.statement(StatementKind.INSERT, "INSERT INTO numbered VALUES (4711)");
        JobStatement undone =
                Jobs.statement(StatementKind.INSERT, "INSERT INTO numbered VALUES (4712), (NULL), (4711)");
        JobStatement look = Jobs.statement(StatementKind.SELECT, "SELECT last_insert_rowid()");

        String own = bench.rows(Jobs.write("sqlite", "db", number, look));
        String next = bench.rows(Jobs.write("sqlite", "db", look));
        bench.outcome(Jobs.write("sqlite", "db", undone));
        String afterFailure = bench.rows(Jobs.write("sqlite", "db", look));

        assertThat(own).isEqualTo("[[4711]]");
        assertThat(next).isEqualTo("[[0]]");
        assertThat(afterFailure).isEqualTo("[[0]]");
    }

    @Test
    void deliveries_at_the_same_time_take_effect_once() {
        QueryJob job = Jobs.write("sqlite", "db", increment("together"));

        List<QueryReply> replies =
                IntStream.range(0, 4)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> bench.outcome(job)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(replies).extracting(QueryReply::getState).containsOnly(JobState.SUCCEEDED);
        assertThat(replies.stream().filter(QueryReply::getFromLedger)).hasSize(3);
        assertThat(tally("together")).isEqualTo("[[1]]");
    }

    @Test
    void a_transaction_job_that_fails_leaves_nothing() {
        QueryReply outcome = bench.outcome(Jobs.write(
                "sqlite",
                "db",
                increment("undone"),
                Jobs.statement(StatementKind.INSERT, "INSERT INTO missing VALUES (1)")));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.UNKNOWN_OBJECT);
        assertThat(tally("undone")).isEqualTo("[]");
    }

    @Test
    void ddl_is_done_once_as_any_write() {
        QueryJob create = Jobs.job(
                        "sqlite",
                        "db",
                        StatementClass.DDL,
                        List.of(Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TABLE once(a)")))
                .build();

        assertThat(bench.outcome(create).getFromLedger()).isFalse();
        assertThat(bench.outcome(create).getFromLedger()).isTrue();
    }

    @Test
    void a_read_cannot_write() {
        assertThat(bench.outcome(Jobs.read("sqlite", "db", "DELETE FROM tally"))
                        .getError()
                        .getCode())
                .isEqualTo(ErrorCode.READ_ONLY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1|SYNTAX_ERROR",
                "SELECT * FROM missing|UNKNOWN_OBJECT",
                "SELECT missing FROM tally|UNKNOWN_OBJECT",
                "SELECT abs(-9223372036854775808)|DATA_ERROR",
            })
    void errors_are_coded_by_their_words(String sql, ErrorCode code) {
        assertThat(bench.outcome(Jobs.read("sqlite", "db", sql)).getError().getCode())
                .isEqualTo(code);
    }

    @Test
    void a_statement_without_end_can_be_stopped() {
        Attempt endless = bench.attempt(
                Jobs.read(
                        "sqlite",
                        "db",
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"),
                false);
        CompletableFuture<?> ended = CompletableFuture.supplyAsync(() -> bench.run(endless));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> endless.runningNanos() > 100_000_000);

        endless.stop(Stop.CANCELLED);

        assertThat(ended.join().toString()).contains("CANCELLED");
        assertThat(tally("nobody")).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "NULL|null",
                "1|1",
                "9223372036854775807|9223372036854775807",
                "1.5|1.5",
                "3.0|3.0",
                "1e20|1.0E20",
                "9e999|\"Infinity\"",
                "'text'|\"text\"",
                "''|\"\"",
                "x'0102'|\"AQI=\"",
                "1 = 1|1",
                "date('2020-01-31')|\"2020-01-31\"",
            })
    void values_are_written_by_their_storage_class(String expression, String json) {
        assertThat(bench.rows(Jobs.read("sqlite", "db", "SELECT " + expression)))
                .isEqualTo("[[" + json + "]]");
    }

    @Test
    void parameters_are_bound_as_literals_would_be() {
        assertThat(bench.rows(Jobs.read(
                        "sqlite",
                        "db",
                        "SELECT typeof(?), typeof(?), typeof(?), typeof(?), ? / 2, typeof(?), typeof(?), typeof(?), ?",
                        Jobs.parameter(ParameterType.BOOLEAN, true),
                        Jobs.parameter(ParameterType.DECIMAL, "12.50"),
                        Jobs.parameter(ParameterType.DECIMAL, "12"),
                        Jobs.parameter(ParameterType.DECIMAL, "9007199254740993.0"),
                        Jobs.parameter(ParameterType.DECIMAL, "5.0"),
                        Jobs.parameter(ParameterType.DATE, "2020-01-31"),
                        Jobs.parameter(ParameterType.BYTES, ByteBuffer.wrap(new byte[] {1})),
                        ParameterValue.newBuilder()
                                .setType(ParameterType.TEXT)
                                .setValue(null)
                                .build(),
                        Jobs.parameter(ParameterType.TEXT, "it's"))))
                .isEqualTo("[[\"integer\",\"real\",\"integer\",\"integer\",2.5,\"text\",\"blob\",\"null\",\"it's\"]]");
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE,NaN", "DECIMAL,1E+400", "DECIMAL,-1E+19999", "DECIMAL,1E+1000000000"})
    void numbers_that_sqlite_has_not_are_refused(ParameterType type, String text) {
        Object value = type == ParameterType.DOUBLE ? (Object) Double.valueOf(text) : text;

        QueryReply outcome = bench.outcome(Jobs.read("sqlite", "db", "SELECT ?", Jobs.parameter(type, value)));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.INVALID_PARAMETERS);
    }
}
