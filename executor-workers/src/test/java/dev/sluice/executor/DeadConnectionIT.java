package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody else ends a statement, or the connection before it; and what a job leaves on a connection that nothing takes away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeadConnectionIT {
    /** The shortest that the pool takes. */
    private static final Duration ACQUIRE = Duration.ofMillis(250);

    private static final int ENOUGH_TO_OPEN_THE_BREAKER = 12;

    private EmbeddedPostgres postgres;
    private Sql direct;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        direct = new Sql(postgres.getPostgresDatabase());
        bench = new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    @Test
    void a_statement_outside_of_transactions_that_was_never_sent_is_not_unknown() throws Exception {
        bench.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE tidy(id int)"));
        direct.value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        QueryJob vacuum = Jobs.job(
                        "postgresql",
                        "db",
                        StatementClass.MAINTENANCE,
                        List.of(Jobs.statement(StatementKind.VACUUM, "VACUUM tidy")))
                .build();

        TryResult result = bench.run(bench.attempt(vacuum, false));

        // Where this is slow, the pool looks at the connection first.
        assertThat(result)
                .satisfiesAnyOf(
                        released -> assertThat(released).isInstanceOf(TryResult.Released.class),
                        ended -> assertThat(((TryResult.Ended) ended).outcome().getState())
                                .isEqualTo(JobState.SUCCEEDED));
    }

    @Test
    void a_statement_that_an_administrator_stops_is_not_told_as_too_long() throws Exception {
        QueryJob sleep = Jobs.read("postgresql", "db", "SELECT pg_sleep(19)");

        CompletableFuture<QueryReply> running = CompletableFuture.supplyAsync(() -> bench.outcome(sleep));
        await().atMost(Duration.ofSeconds(8))
                .until(() -> direct.value("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity"
                                + " WHERE state = 'active' AND query LIKE '%pg_sleep(19)%' AND pid <> pg_backend_pid()")
                        .equals("1"));
        QueryReply outcome = running.get();

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.ENGINE_ERROR);
        assertThat(outcome.getError().getMessage()).contains("administrator");
    }

    @Test
    void a_pool_whose_connections_are_all_in_use_is_no_server_that_is_down() throws Exception {
        PostgresEngine engine = new PostgresEngine();
        DatabaseSettings settings = new DatabaseSettings(
                "db",
                engine.name(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "postgres",
                new Secret(""),
                Map.of(Lane.FAST, 1));
        try (ExecuteBench single = new ExecuteBench(engine, settings, ResultSettings.none(), ACQUIRE)) {
            QueryJob read = Jobs.read("postgresql", "db", "SELECT 1");
            List<Connection> borrowed = single.borrowAll();
            for (int i = 0; i < ENOUGH_TO_OPEN_THE_BREAKER; i++) {
                assertThat(single.run(single.attempt(read, false)))
                        .asInstanceOf(type(TryResult.Released.class))
                        .extracting(released -> released.why().getCode())
                        .isEqualTo(ErrorCode.POOL_EXHAUSTED);
            }
            for (Connection connection : borrowed) {
                connection.close();
            }

            assertThat(single.outcome(read).getState()).isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void the_seed_of_one_job_is_not_the_next_ones() {
        assertThat(afterSeed()).isNotEqualTo(afterSeed());
    }

    private String afterSeed() {
        bench.outcome(write(StatementKind.SELECT, "SELECT setseed(0.25)"));
        return bench.rows(write(StatementKind.SELECT, "SELECT random()"));
    }

    private static QueryJob write(StatementKind kind, String sql) {
        return Jobs.write("postgresql", "db", Jobs.statement(kind, sql));
    }
}
