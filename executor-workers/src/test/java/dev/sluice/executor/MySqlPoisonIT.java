package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.settings.Secret;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FAULTS F2 51, 52, 54 and 55 on MariaDB: whatever a job does, the next one on its connection, which is the only one here, finds a session
 * as new. Neither driver keeps a plan on the server that could grow stale (56).
 */
@ParameterizedClass
@ValueSource(classes = {MariaDbEngine.class, MySqlEngine.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlPoisonIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Every setting there is but those that tell one connection from another, or are the driver's own. */
    private static final String LOOK = "SELECT variable_name, variable_value FROM information_schema.session_variables"
            + " WHERE variable_name NOT IN ('PSEUDO_THREAD_ID', 'TIMESTAMP', 'RAND_SEED1', 'RAND_SEED2', 'LAST_GTID',"
            + " 'SESSION_TRACK_SYSTEM_VARIABLES')"
            + " UNION ALL SELECT 'poison', @poison UNION ALL SELECT 'clock', @@timestamp > 1000000"
            + " UNION ALL SELECT 'role', current_role() UNION ALL SELECT 'database', database()"
            + " UNION ALL SELECT 'inserted', last_insert_id()"
            + " UNION ALL SELECT 'lock', is_used_lock('poison')"
            + " UNION ALL SELECT 'shadow', count(*) FROM tally WHERE name = 'shadow'";

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Class<? extends Engine> kind;

    @SuppressWarnings("NullAway.Init")
    private MySqlBench on;

    @SuppressWarnings("NullAway.Init")
    private String sower;

    @SuppressWarnings("NullAway.Init")
    private ExecuteBench jobs;

    private final List<String> functions = new ArrayList<>();

    @BeforeParameterizedClassInvocation
    void start() throws SQLException {
        functions.clear();
        on = new MySqlBench(kind, "poison");
        sower = on.name() + "_sower";
        createUser();
        for (String set : List.of(
                "@poison = 1",
                "SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
                "SESSION lock_wait_timeout = 77, innodb_lock_wait_timeout = 66, wait_timeout = 55",
                "SESSION max_statement_time = 44, sql_select_limit = 2, foreign_key_checks = 0, timestamp = 1",
                "SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
                "SESSION TRANSACTION READ ONLY",
                "SESSION time_zone = '+09:00', group_concat_max_len = 4, last_insert_id = 9, insert_id = 9",
                "NAMES latin1",
                "ROLE " + sower + "_role")) {
            function("SET " + set);
        }
        function("DO GET_LOCK('poison', 0)");
        function("CREATE TEMPORARY TABLE IF NOT EXISTS tally SELECT 'shadow' AS name, 1 AS n");
        on.direct()
                .run("CREATE FUNCTION fails(number int, words text) RETURNS int BEGIN"
                        + " SIGNAL SQLSTATE '08S01' SET MYSQL_ERRNO = number, MESSAGE_TEXT = words; RETURN 1; END");
        String url = MariaServer.shared().url(on.name(), on.database());
        jobs = new ExecuteBench(
                on.engine(),
                new DatabaseSettings("db", on.name(), url, sower, new Secret(""), Map.of(Lane.FAST, 1)),
                ResultSettings.none());
    }

    private void createUser() throws SQLException {
        on.direct().run("CREATE USER " + sower + "@'127.0.0.1'");
        on.direct().run("GRANT ALL ON " + on.database() + ".* TO " + sower + "@'127.0.0.1'");
        on.direct().run("CREATE ROLE " + sower + "_role");
        on.direct().run("GRANT " + sower + "_role TO " + sower + "@'127.0.0.1'");
    }

    private void function(String does) throws SQLException {
        String name = "soil_" + functions.size();
        on.direct().run("CREATE FUNCTION " + name + "() RETURNS int BEGIN " + does + "; RETURN 1; END");
        functions.add("SELECT " + name + "() -- " + does);
    }

    @AfterAll
    void stop() {
        jobs.close();
        on.close();
    }

    @Test
    void nothing_that_a_function_does_is_there_for_the_next_job() {
        String pristine = jobs.rows(look());
        for (String soil : functions) {
            staysPristine(pristine, on.read(soil));
            staysPristine(pristine, on.write(MySqlBench.select(soil)));
        }
    }

    @Test
    void nothing_that_any_other_statement_does_is_there_for_the_next_job() {
        String pristine = jobs.rows(look());
        for (String soil : List.of(
                "SET SESSION sql_mode = ''",
                "SET autocommit = 0",
                "SET ROLE " + sower + "_role",
                "USE information_schema",
                "LOCK TABLES tally READ",
                "HANDLER tally OPEN",
                "START TRANSACTION READ ONLY",
                "XA START 'mine'",
                "PREPARE stolen FROM 'SELECT 1'")) {
            staysPristine(pristine, other(StatementKind.OTHER, soil));
        }
        staysPristine(
                pristine,
                other(StatementKind.CREATE_TABLE, "CREATE TEMPORARY TABLE tally SELECT 'shadow' AS name, 1 AS n"));
        assertThat(jobs.outcome(other(StatementKind.OTHER, "EXECUTE stolen")).getError())
                .as("what is prepared")
                .isNotNull();
    }

    private void staysPristine(String pristine, QueryJob poison) {
        String what = poison.getStatements().getFirst().getSql();
        jobs.outcome(poison); // may fail on its own poison
        assertThat(jobs.rows(look())).as("after " + what).isEqualTo(pristine);
        assertThat(jobs.outcome(insert()).getError())
                .as("a write after " + what)
                .isNull();
    }

    @Test
    void errors_that_sql_raises_in_the_name_of_the_server_cost_no_connection_and_no_other_job() throws Exception {
        jobs.outcome(on.read("SELECT 1"));
        String before = connections();
        for (int number : List.of(1040, 1047, 1053, 1203, 1220, 1226, 1290, 1836, 1927, 2013, 4031, 40_000)) {
            String sql = "SELECT fails(" + number + ", 'running with the --read-only option')";
            assertThat(jobs.outcome(on.read(sql)).getError().getCode()).as(sql).isEqualTo(ErrorCode.ENGINE_ERROR);
            assertThat(jobs.outcome(on.write(MySqlBench.select(sql))).getError().getCode())
                    .as(sql)
                    .isEqualTo(ErrorCode.ENGINE_ERROR);
        }

        assertThat(connections()).isEqualTo(before);
    }

    private String connections() throws SQLException {
        return on.direct()
                .value("SELECT coalesce(group_concat(id ORDER BY id), '') FROM information_schema.processlist"
                        + " WHERE user = '" + sower + "'");
    }

    @Test
    void a_server_that_takes_no_writes_any_more_gets_its_jobs_back() throws Exception {
        assertThat(run(insert())).isInstanceOf(TryResult.Ended.class);
        on.direct().run("SET GLOBAL read_only = ON");
        try {
            assertReleased(run(insert()), ErrorCode.ENGINE_DOWN);
            assertReleased(run(other(StatementKind.TRUNCATE, "TRUNCATE tally")), ErrorCode.ENGINE_DOWN);
        } finally {
            on.direct().run("SET GLOBAL read_only = OFF");
        }
        Awaitility.await().atMost(PATIENCE).until(() -> run(insert()) instanceof TryResult.Ended);
    }

    /** What these numbers say is the server's trouble where no SQL of a job can have made them up. */
    @ParameterizedTest
    @ValueSource(ints = {1021, 1047, 1114})
    void a_server_that_cannot_take_the_claim_of_a_write_gets_its_job_back(int number) throws Exception {
        assertThat(run(insert())).isInstanceOf(TryResult.Ended.class); // the ledger is there from here on
        on.direct()
                .run("CREATE TRIGGER trouble BEFORE INSERT ON sluice_ledger FOR EACH ROW"
                        + " SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = " + number);
        try {
            assertReleased(run(insert()), ErrorCode.ENGINE_DOWN);
        } finally {
            on.direct().run("DROP TRIGGER trouble");
        }
        assertThat(run(insert())).isInstanceOf(TryResult.Ended.class);
    }

    @Test
    void a_server_without_room_for_another_connection_is_full_and_the_job_waits() throws Exception {
        String crowd = on.name() + "_crowd";
        on.direct().run("CREATE USER " + crowd + "@'127.0.0.1' WITH MAX_USER_CONNECTIONS 1");
        on.direct().run("GRANT ALL ON " + on.database() + ".* TO " + crowd + "@'127.0.0.1'");
        String url = MariaServer.shared().url(MariaServer.ENGINE_MARIADB, on.database());
        try (var only = DriverManager.getConnection(url, crowd, "");
                ExecuteBench crowded = on.bench(on.engine(), crowd)) {
            assertThat(only.isValid(1)).isTrue();
            assertReleased(crowded.run(crowded.attempt(on.read("SELECT 1"), false)), ErrorCode.ENGINE_SATURATED);
        }
    }

    private TryResult run(QueryJob job) {
        return jobs.run(jobs.attempt(job, false));
    }

    private static void assertReleased(TryResult result, ErrorCode why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        TryResult.Released.class,
                        released -> assertThat(released.why().getCode()).isEqualTo(why));
    }

    private QueryJob look() {
        return QueryJob.newBuilder(on.read(LOOK)).setTenant("neighbour").build();
    }

    private QueryJob insert() {
        return on.write(Jobs.statement(
                StatementKind.INSERT, "INSERT INTO tally VALUES ('a', 1) ON DUPLICATE KEY UPDATE n = n + 1"));
    }

    private QueryJob other(StatementKind what, String sql) {
        return Jobs.job(on.name(), "db", StatementClass.DDL, List.of(Jobs.statement(what, sql)))
                .build();
    }
}
