package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.engine.sqlite.SqliteEngine;
import dev.sluice.message.Column;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.message.TruncationReason;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same value is the same JSON whichever engine it comes from. FAULTS F2 48, 58, 59. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class EnginesAgreeIT {
    private EmbeddedPostgres server;
    private ExecuteBench postgres;
    private ExecuteBench sqlite;
    private MySqlBench mariadb;
    private MySqlBench mysql;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = EmbeddedPostgres.start();
        postgres = new ExecuteBench(new PostgresEngine(), server.getJdbcUrl("postgres", "postgres"), "postgres");
        sqlite = new ExecuteBench(new SqliteEngine(), "jdbc:sqlite:" + directory.resolve("agree.db"), "");
        mariadb = new MySqlBench(MariaDbEngine.class, "agree");
        mysql = new MySqlBench(MySqlEngine.class, "agree");
    }

    @AfterAll
    void stop() throws Exception {
        mysql.close();
        mariadb.close();
        sqlite.close();
        postgres.close();
        server.close();
    }

    /** PostgreSQL, then MariaDB and MySQL, then SQLite; a dash where an engine has no such value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "NULL|NULL|NULL|null",
                "32767::int2|32767|32767|32767",
                "-9223372036854775808|-9223372036854775808|CAST('-9223372036854775808' AS INTEGER)|-9223372036854775808",
                "18446744073709551615|CAST(18446744073709551615 AS unsigned)|-|\"18446744073709551615\"",
                "12.50::numeric(10,2)|CAST('12.50' AS decimal(10,2))|-|\"12.50\"",
                "0.1::float8|CAST(0.1 AS double)|0.1|0.1",
                "1e300::float8|1e300|1e300|1.0E300",
                "-1.5::float8|CAST(-1.5 AS double)|-1.5|-1.5",
                "'infinity'::float8|-|9e999|\"Infinity\"",
                "''|''|''|\"\"",
                "'it''s \"quoted\" \\ 🏔 é'|'it''s \"quoted\" \\\\ 🏔 é'|'it''s \"quoted\" \\ 🏔 é'|\"it's \\\"quoted\\\" \\\\ 🏔 é\"",
                "E'a\\tb\\nc\\u0001'|CONCAT('a\\tb\\nc', CHAR(1 USING utf8mb4))|char(97, 9, 98, 10, 99, 1)|\"a\\tb\\nc\\u0001\"",
                "'\\xdead00'::bytea|x'dead00'|x'dead00'|\"3q0A\"",
                "date '2020-01-31'|CAST('2020-01-31' AS date)|'2020-01-31'|\"2020-01-31\"",
                "time '08:09:10.5'|CAST('08:09:10.5' AS time(3))|'08:09:10.5'|\"08:09:10.5\"",
                "timestamp '2020-01-31 12:00:00.25'|CAST('2020-01-31 12:00:00.25' AS datetime(6))|-|\"2020-01-31T12:00:00.25\"",
                "(repeat('9', 65))::numeric|CAST(repeat('9', 65) AS decimal(65,0))|-|\"99999999999999999999999999999999999999999999999999999999999999999\"",
            })
    void the_same_value_is_the_same_json_on_every_engine(
            String ofPostgres, String ofMySql, String ofSqlite, String json) {
        agrees(ofPostgres, postgres.rows(Jobs.read("postgresql", "db", "SELECT " + ofPostgres)), json);
        agrees(ofMySql, mariadb.jobs().rows(mariadb.read("SELECT " + ofMySql)), json);
        agrees(ofMySql, mysql.jobs().rows(mysql.read("SELECT " + ofMySql)), json);
        agrees(ofSqlite, sqlite.rows(Jobs.read("sqlite", "db", "SELECT " + ofSqlite)), json);
    }

    private static void agrees(String expression, String rows, String json) {
        if (!expression.equals("-")) {
            assertThat(rows).as(expression).isEqualTo("[[" + json + "]]");
        }
    }

    @Test
    void values_that_have_no_json_of_their_own_keep_every_digit() {
        assertThat(postgres.rows(Jobs.read(
                        "postgresql", "db", "SELECT repeat('7', 1000)::numeric, 'NaN'::float8, '-Infinity'::numeric")))
                .isEqualTo("[[\"" + "7".repeat(1000) + "\",\"NaN\",\"-Infinity\"]]");
        assertThat(sqlite.rows(Jobs.read("sqlite", "db", "SELECT 'a' || char(0) || 'b'")))
                .isEqualTo("[[\"a\\u0000b\"]]");
    }

    /** FAULTS F2 59; {@link LargeCountIT} has the counts beyond 32 bits. */
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "mysql", "sqlite"})
    void results_may_have_very_many_columns_of_any_name_or_no_rows(String engine) {
        String columns =
                IntStream.rangeClosed(1, 1600).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String from = engine.equals("mariadb") || engine.equals("mysql") ? " FROM dual" : "";

        QueryReply wide = on(engine).outcome(Jobs.read(engine, "db", "SELECT " + columns));
        QueryReply alike = on(engine).outcome(Jobs.read(engine, "db", "SELECT 1 AS a, 2 AS A, 3 AS a"));
        QueryReply empty = on(engine).outcome(Jobs.read(engine, "db", "SELECT 1 AS a, 2 AS a" + from + " WHERE 1 = 0"));

        assertThat(wide.getColumns()).hasSize(1600);
        assertThat(Jobs.text(wide)).isEqualTo("[[" + columns + "]]");
        assertThat(Jobs.text(alike)).isEqualTo("[[1,2,3]]");
        assertThat(alike.getColumns()).extracting(Column::getName).allMatch(name -> name.equalsIgnoreCase("a"));
        assertThat(Jobs.text(empty)).isEqualTo("[]");
        assertThat(empty.getColumns()).extracting(Column::getName).containsExactly("a", "a");
    }

    /** FAULTS F2 59. PostgreSQL gives a name of its own to a column without one, and lets nobody call one by an empty name. */
    @ParameterizedTest
    @CsvSource({
        "postgresql, SELECT 1, ?column?",
        "mariadb, SELECT 1 AS ``, ''",
        "mysql, SELECT 1 AS ``, ''",
        "sqlite, SELECT 1 AS \"\", ''"
    })
    void a_column_may_have_no_name(String engine, String sql, String name) {
        QueryReply nameless = on(engine).outcome(Jobs.read(engine, "db", sql));

        assertThat(nameless.getError()).isNull();
        assertThat(nameless.getColumns()).extracting(Column::getName).containsExactly(name);
    }

    /** FAULTS F2 59: PostgreSQL alone has rows without columns. */
    @Test
    void rows_may_have_no_columns() {
        QueryReply bare = postgres.outcome(Jobs.read("postgresql", "db", "SELECT FROM generate_series(1, 3)"));

        assertThat(Jobs.text(bare)).isEqualTo("[[],[],[]]");
        assertThat(bare.getRowCount()).isEqualTo(3);
        assertThat(bare.getColumns()).isEmpty();
    }

    private ExecuteBench on(String engine) {
        return switch (engine) {
            case "postgresql" -> postgres;
            case "mariadb" -> mariadb.jobs();
            case "mysql" -> mysql.jobs();
            default -> sqlite;
        };
    }

    @Test
    void a_cell_larger_than_a_message_is_refused_and_one_beyond_the_cap_cuts_the_result() {
        QueryReply refused = postgres.outcome(Jobs.read("postgresql", "db", "SELECT repeat('x', 20000000)"));
        QueryReply cut = postgres.outcome(Jobs.job(
                        "postgresql",
                        "db",
                        StatementClass.READ,
                        List.of(Jobs.statement(
                                StatementKind.SELECT, "SELECT 'first' UNION ALL SELECT repeat('x', 20000000)")))
                .setMaxBytes(1000)
                .build());

        assertThat(refused.getError().getCode()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
        assertThat(Jobs.text(cut)).isEqualTo("[[\"first\"]]");
        assertThat(cut.getTruncated()).isEqualTo(TruncationReason.MAX_BYTES);
    }

    /** FAULTS F2 48. The driver may hold 4 MiB here; {@link FlatHeapIT} has a cell of a gigabyte. */
    @Test
    void what_the_driver_may_not_hold_is_read_in_smaller_pieces_and_one_row_beyond_it_is_refused() {
        String url = server.getJdbcUrl("postgres", "postgres") + "&maxResultBuffer=" + (4 << 20);
        try (ExecuteBench small = new ExecuteBench(new PostgresEngine(), url, "postgres")) {
            QueryReply narrow = small.outcome(Jobs.job(
                            "postgresql",
                            "db",
                            StatementClass.READ,
                            List.of(Jobs.statement(
                                    StatementKind.SELECT,
                                    "SELECT CASE WHEN g > 20 THEN repeat('x', 900000) ELSE 'x' END"
                                            + " FROM generate_series(1, 32) g")))
                    .setMaxBytes(1000)
                    .build());
            QueryReply refused = small.outcome(Jobs.read("postgresql", "db", "SELECT repeat('x', 20000000)"));
            QueryReply next = small.outcome(Jobs.read("postgresql", "db", "SELECT 1"));

            assertThat(narrow.getTruncated()).isEqualTo(TruncationReason.MAX_BYTES);
            assertThat(narrow.getRowCount()).isEqualTo(20);
            assertThat(refused.getError().getCode()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
            assertThat(Jobs.text(next)).isEqualTo("[[1]]");
        }
    }

    /** FAULTS F2 48: SQLite makes a value only as long as a read may hold; MariaDB's own largest packet bounds what it sends. */
    @Test
    void a_cell_of_a_gigabyte_comes_from_no_engine() {
        QueryReply ofSqlite = sqlite.outcome(Jobs.read("sqlite", "db", "SELECT zeroblob(999999999 * 2)"));
        String ofMariaDb = mariadb.jobs().rows(mariadb.read("SELECT repeat('x', 1000000000)"));
        String ofMySql = mysql.jobs().rows(mysql.read("SELECT repeat('x', 1000000000)"));

        assertThat(ofSqlite.getError().getCode()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
        assertThat(List.of(ofMariaDb, ofMySql)).containsOnly("[[null]]");
    }

    @Test
    void keys_that_the_database_made_come_back() throws Exception {
        postgres.outcome(
                create("postgresql", "CREATE TABLE made(id int GENERATED ALWAYS AS IDENTITY (START 7), t text)"));
        sqlite.outcome(create("sqlite", "CREATE TABLE made(id INTEGER PRIMARY KEY, t TEXT)"));
        mariadb.direct().run("CREATE TABLE made(id int AUTO_INCREMENT PRIMARY KEY, t text) AUTO_INCREMENT = 7");
        mysql.direct().run("CREATE TABLE made(id int AUTO_INCREMENT PRIMARY KEY, t text) AUTO_INCREMENT = 7");
        JobStatement returning =
                Jobs.statement(StatementKind.INSERT, "INSERT INTO made(t) VALUES ('a'), ('b') RETURNING id");
        JobStatement insert = Jobs.statement(StatementKind.INSERT, "INSERT INTO made(t) VALUES ('a'), ('b')");
        JobStatement last = Jobs.statement(StatementKind.SELECT, "SELECT LAST_INSERT_ID()");

        QueryReply ofPostgres = postgres.outcome(Jobs.write("postgresql", "db", returning));
        QueryReply ofSqlite = sqlite.outcome(Jobs.write("sqlite", "db", returning));
        QueryReply ofMariaDb = mariadb.jobs().outcome(mariadb.write(returning));
        QueryReply ofMySql = mysql.jobs().outcome(mysql.write(insert, last));

        assertThat(Jobs.text(ofPostgres)).isEqualTo("[[7],[8]]");
        assertThat(Jobs.text(ofSqlite)).isEqualTo("[[1],[2]]");
        assertThat(Jobs.text(ofMariaDb)).isEqualTo("[[7],[8]]");
        assertThat(Jobs.text(ofMySql)).isIn("[[7]]", "[[\"7\"]]");
        assertThat(List.of(ofPostgres, ofSqlite, ofMariaDb))
                .extracting(QueryReply::getUpdateCounts)
                .containsOnly(List.of(2L));
        assertThat(ofMySql.getUpdateCounts()).containsExactly(2L, -1L);
    }

    @Test
    void what_returning_returns_is_counted_though_nobody_gets_all_of_it() throws Exception {
        postgres.outcome(create("postgresql", "CREATE TABLE counted(t text)"));
        sqlite.outcome(create("sqlite", "CREATE TABLE counted(t TEXT)"));
        mariadb.direct().run("CREATE TABLE counted(t text)");
        JobStatement returning =
                Jobs.statement(StatementKind.INSERT, "INSERT INTO counted VALUES ('c'), ('d'), ('e') RETURNING t");

        QueryReply ofPostgres = postgres.outcome(capped("postgresql", returning));
        QueryReply ofSqlite = sqlite.outcome(capped("sqlite", returning));
        QueryReply ofMariaDb = mariadb.jobs().outcome(capped("mariadb", returning));

        assertThat(ofSqlite.getError()).isNull();
        assertThat(List.of(ofPostgres, ofSqlite, ofMariaDb))
                .extracting(QueryReply::getUpdateCounts)
                .containsOnly(List.of(3L, 3L));
    }

    private static QueryJob capped(String engine, JobStatement statement) {
        return Jobs.job(engine, "db", StatementClass.WRITE, List.of(statement, statement))
                .setMaxRows(1)
                .build();
    }

    private static QueryJob create(String engine, String sql) {
        return Jobs.job(engine, "db", StatementClass.DDL, List.of(Jobs.statement(StatementKind.CREATE_TABLE, sql)))
                .build();
    }
}
