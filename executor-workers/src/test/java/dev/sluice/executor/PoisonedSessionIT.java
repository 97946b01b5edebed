package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** FAULTS F2 43, 51, 52 and 54 to 56 on PostgreSQL: whatever a job does, the next one finds a session as new. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PoisonedSessionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SLOTS = 4;
    private static final int MORE_THAN_CONNECTIONS = 8;
    private static final String SOIL = "SELECT set_config('search_path', 'pg_temp', false),"
            + " set_config('statement_timeout', '77777', false), set_config('lock_timeout', '66666', false),"
            + " set_config('app.tenant', 'somebody', false), set_config('role', 'nobody', false),"
            + " pg_advisory_lock(42)";
    private static final String LOOK = "SELECT current_setting('search_path'), session_user, current_user,"
            + " current_setting('statement_timeout'), current_setting('lock_timeout'),"
            + " coalesce(current_setting('app.tenant', true), ''), current_setting('idle_in_transaction_session_timeout'),"
            + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),"
            + " (SELECT count(*) FROM pg_class WHERE relname = 'mine'),"
            + " (SELECT count(*) FROM pg_prepared_statements WHERE from_sql),"
            + " (SELECT count(*) FROM pg_cursors WHERE is_holdable),"
            + " (SELECT count(*) FROM pg_listening_channels())";

    private EmbeddedPostgres postgres;
    private Sql direct;
    private ExecuteBench jobs;

    @BeforeAll
    void startServer() throws Exception {
        postgres = EmbeddedPostgres.start();
        direct = new Sql(postgres.getPostgresDatabase());
        direct.run("CREATE TABLE tally(n int)");
        direct.run("CREATE ROLE nobody");
        direct.run("GRANT ALL ON tally TO nobody");
        direct.run(
                "CREATE FUNCTION does(sql text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE sql; RETURN 1; END $$");
        direct.run("CREATE FUNCTION fails(state text, words text) RETURNS int LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION USING ERRCODE = state, MESSAGE = words; END $$");
    }

    @BeforeEach
    void start() {
        jobs = bench("postgres");
    }

    @AfterEach
    void stop() {
        jobs.close();
    }

    @AfterAll
    void stopServer() throws Exception {
        postgres.close();
    }

    @Test
    void nothing_that_a_read_does_is_there_for_the_next_job() {
        staysPristine(
                read(SOIL),
                read("SELECT does('PREPARE stolen AS SELECT 1')"),
                read("SELECT does('DEALLOCATE ALL')"),
                read("SELECT does('LISTEN gossip')"));
    }

    @Test
    void nothing_that_a_write_does_is_there_for_the_next_job() {
        staysPristine(
                write(StatementKind.SELECT, SOIL),
                write(StatementKind.SELECT, "SELECT does('CREATE TEMP TABLE mine(n int)')"),
                write(StatementKind.SELECT, "SELECT does('LISTEN gossip')"),
                write(StatementKind.SELECT, "SELECT does('SET SESSION AUTHORIZATION nobody')"),
                write(StatementKind.SELECT, "SELECT does('PREPARE stolen AS SELECT 1')"),
                write(StatementKind.SELECT, "SELECT does('DEALLOCATE ALL')"));
    }

    @Test
    void a_write_may_take_another_role_or_path_and_is_still_kept_in_the_ledger() throws Exception {
        direct.run("CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION nobody");
        direct.run("CREATE TABLE app.notes(n int)");
        direct.run("GRANT ALL ON app.notes TO nobody");
        QueryJob job = Jobs.write(
                "postgresql",
                "db",
                Jobs.statement(StatementKind.SET, "SET LOCAL search_path = app"),
                Jobs.statement(StatementKind.SET, "SET ROLE nobody"),
                Jobs.statement(StatementKind.INSERT, "INSERT INTO notes VALUES (7)"));

        QueryReply first = jobs.outcome(job);
        QueryReply again = jobs.outcome(job, true);

        assertThat(first.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(again.getFromLedger()).isTrue();
        assertThat(direct.value("SELECT count(*) FROM app.notes")).isEqualTo("1");
    }

    @Test
    void a_query_whose_function_writes_is_told_how_to_be_a_write() throws Exception {
        QueryJob query = read("SELECT does('INSERT INTO tally VALUES (77)')");
        JobStatement asWrite =
                Jobs.statement(StatementKind.SELECT, "SELECT does('INSERT INTO tally VALUES (77)') FOR UPDATE");

        QueryReply refused = jobs.outcome(query);
        QueryReply written = jobs.outcome(Jobs.write("postgresql", "db", asWrite));

        assertThat(refused.getError().getCode()).isEqualTo(ErrorCode.READ_ONLY);
        assertThat(refused.getError().getHint()).contains("FOR UPDATE");
        assertThat(written.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(direct.value("SELECT count(*) FROM tally WHERE n = 77")).isEqualTo("1");
    }

    @Test
    void a_setting_that_the_driver_refuses_to_work_with_ends_its_job_at_once_and_no_other() {
        for (String set : List.of("SET datestyle = 'German'", "SET LOCAL datestyle = 'SQL'")) {
            TryResult result = jobs.tryOnce(jobs.attempt(other(StatementKind.SET, set), false));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Ended.class,
                            ended -> assertThat(ended.outcome().getError().getCode())
                                    .isEqualTo(ErrorCode.NOT_SUPPORTED));
            staysPristine(read("SELECT now()"));
        }
    }

    @Test
    void nothing_that_any_other_statement_does_is_there_for_the_next_job() {
        staysPristine(
                other(StatementKind.SET, "SET search_path = pg_temp"),
                other(StatementKind.OTHER, "SET ROLE nobody"),
                other(StatementKind.OTHER, "SET SESSION AUTHORIZATION nobody"),
                other(StatementKind.OTHER, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"),
                other(StatementKind.OTHER, "LISTEN gossip"),
                other(StatementKind.OTHER, "PREPARE stolen AS SELECT 1"),
                other(StatementKind.OTHER, "DEALLOCATE ALL"),
                other(StatementKind.OTHER, "DECLARE c CURSOR WITH HOLD FOR SELECT 1"),
                other(StatementKind.OTHER, "DO $$ BEGIN PERFORM set_config('role', 'nobody', false); END $$"),
                other(StatementKind.CREATE_TABLE, "CREATE TEMP TABLE mine(n int)"));
    }

    private void staysPristine(QueryJob... poison) {
        String pristine = jobs.rows(look());
        for (QueryJob job : poison) {
            String what = job.getStatements().getFirst().getSql();
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
                QueryJob again = QueryJob.newBuilder(job)
                        .setJobId(UUID.randomUUID().toString())
                        .build();
                jobs.outcome(again); // may have failed on its own poison
            }
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
                assertThat(jobs.rows(look())).as("after " + what).isEqualTo(pristine);
            }
            assertThat(jobs.outcome(write(StatementKind.INSERT, "INSERT INTO tally VALUES (1)"))
                            .getError())
                    .as("a write after " + what)
                    .isNull();
        }
    }

    @Test
    void errors_that_sql_raises_cost_no_connection() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> backends().stream().anyMatch(all -> all.split(",", -1).length == SLOTS));
        Set<String> before = backends();
        for (String state : List.of("0A000", "08006", "57P01", "53300", "25006", "57014")) {
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
                String sql = "SELECT fails('" + state + "', 'cached plan must not change result type')";
                jobs.outcome(read(sql));
                jobs.outcome(write(StatementKind.SELECT, sql));
            }
        }

        assertThat(backends()).isEqualTo(before);
    }

    private Set<String> backends() {
        Set<String> found = new TreeSet<>();
        for (int i = 0; i < 2 * MORE_THAN_CONNECTIONS; i++) {
            found.add(jobs.rows(read("SELECT string_agg(pid::text, ',' ORDER BY pid) FROM pg_stat_activity"
                    + " WHERE application_name LIKE 'sluice%'")));
        }
        return found;
    }

    @Test
    void a_plan_that_a_definition_made_stale_costs_no_job() throws Exception {
        direct.run("CREATE TABLE shape(a int)");
        direct.run("INSERT INTO shape VALUES (1)");
        for (int i = 0; i < 8 * MORE_THAN_CONNECTIONS; i++) {
            jobs.outcome(read("SELECT * FROM shape")); // the driver prepares what it sees often
        }
        direct.run("ALTER TABLE shape ADD b text DEFAULT 'new'");

        for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
            assertThat(jobs.rows(read("SELECT * FROM shape"))).isEqualTo("[[1,\"new\"]]");
        }
    }

    @Test
    void a_wait_for_a_lock_ends_before_the_time_of_its_statement_and_says_so() throws Exception {
        direct.run("CREATE TABLE held(n int)");
        try (var holder = direct.open();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE held");

            var outcome = jobs.outcome(QueryJob.newBuilder(write(StatementKind.INSERT, "INSERT INTO held VALUES (1)"))
                    .setTimeoutMillis(4_000)
                    .build());

            assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            holder.rollback();
        }
    }

    @Test
    void a_server_without_room_for_another_connection_is_full_and_the_job_waits() throws Exception {
        direct.run("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0");
        try (ExecuteBench crowded = bench("crowd")) {
            assertThat(crowded.run(crowded.attempt(read("SELECT 1"), false)))
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_SATURATED));
        }
    }

    @Test
    void a_server_that_became_a_replica_gets_its_jobs_back_and_new_connections_find_the_next() throws Exception {
        assertThat(write(jobs).getClass()).isEqualTo(TryResult.Ended.class);
        direct.run("ALTER ROLE postgres SET default_transaction_read_only = on");
        try (ExecuteBench replica = bench("postgres")) {
            TryResult refused = write(replica);
            try (var connection = direct.open();
                    var statement = connection.createStatement()) {
                statement.execute("SET default_transaction_read_only = off");
                statement.execute("ALTER ROLE postgres RESET default_transaction_read_only");
            }

            assertThat(refused)
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
            Awaitility.await().atMost(PATIENCE).until(() -> write(replica) instanceof TryResult.Ended);
        }
    }

    private TryResult write(ExecuteBench bench) {
        return bench.run(bench.attempt(write(StatementKind.INSERT, "INSERT INTO tally VALUES (2)"), false));
    }

    private ExecuteBench bench(String user) {
        return new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl(user, "postgres"), user);
    }

    private static QueryJob look() {
        return QueryJob.newBuilder(read(LOOK)).setTenant("neighbour").build();
    }

    private static QueryJob read(String sql) {
        return Jobs.read("postgresql", "db", sql);
    }

    private static QueryJob write(StatementKind kind, String sql) {
        return Jobs.write("postgresql", "db", Jobs.statement(kind, sql));
    }

    private static QueryJob other(StatementKind kind, String sql) {
        return Jobs.job("postgresql", "db", StatementClass.DDL, List.of(Jobs.statement(kind, sql)))
                .build();
    }
}
