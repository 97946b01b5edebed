package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** What is told of jobs that take long, on the whole way to the events with PostgreSQL, and by the server alone with MariaDB. */
@ExtendWith(KafkaClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProgressIT {
    private EmbeddedPostgres postgres;
    private Sql shop;
    private ExecutorBench bench;

    @BeforeAll
    void start(
            @BrokerConfig(name = "auto.create.topics.enable", value = "false") KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        postgres = EmbeddedPostgres.start();
        shop = new Sql(postgres.getPostgresDatabase());
        bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"));
        ExecutorBench.start(bench.executor());
    }

    @AfterAll
    void stop() throws IOException {
        bench.close();
        postgres.close();
    }

    @Test
    void a_long_read_tells_how_many_rows_it_has_read() {
        QueryJob job = Jobs.read(
                "postgresql", "shop", "SELECT repeat('x', 100), pg_sleep(0.001) FROM generate_series(1, 3000)");

        QueryReply outcome = bench.run(job);

        assertThat(outcome.getRowCount()).isEqualTo(3_000);
        assertThat(bench.events(job.getJobId()))
                .filteredOn(event -> event.getType() == EventType.PROGRESS)
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.getMetrics().getRowsReturned()).isBetween(1L, 3_000L));
    }

    @Test
    void a_long_statement_without_rows_tells_how_far_it_is_as_its_server_does() throws Exception {
        shop.run("CREATE TABLE slowly_indexed AS SELECT n FROM generate_series(1, 700) n");
        shop.run("CREATE FUNCTION slow_same(n int) RETURNS int IMMUTABLE LANGUAGE plpgsql"
                + " AS $$ BEGIN PERFORM pg_sleep(0.01); RETURN n; END $$");
        QueryJob job = Jobs.job(
                        "postgresql",
                        "shop",
                        StatementClass.DDL,
                        List.of(Jobs.statement(
                                StatementKind.CREATE_INDEX,
                                "CREATE INDEX slow_index ON slowly_indexed (slow_same(n))")))
                .build();

        QueryReply outcome = bench.run(job);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.events(job.getJobId()))
                .filteredOn(event -> event.getType() == EventType.PROGRESS)
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(event.getMetrics().getPhase()).startsWith("CREATE INDEX, building index"));
    }

    @Test
    void mariadb_tells_how_much_of_a_table_has_been_copied() throws Exception {
        try (MySqlBench on = new MySqlBench(MariaDbEngine.class, "progress");
                Connection asking = on.direct().open()) {
            on.direct().run("CREATE TABLE large AS SELECT seq, repeat('x', 100) AS text FROM seq_1_to_300000");
            QueryJob copying = Jobs.job(
                            "mariadb",
                            "db",
                            StatementClass.DDL,
                            List.of(Jobs.statement(
                                    StatementKind.ALTER_TABLE,
                                    "ALTER TABLE large ADD COLUMN more int, ALGORITHM = COPY")))
                    .build();

            CompletableFuture<QueryReply> outcome =
                    CompletableFuture.supplyAsync(() -> on.jobs().outcome(copying));
            Optional<StatementProgress> seen = Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> new MariaDbEngine().progress(asking, Tag.of(copying)),
                            progress -> progress.isPresent() || outcome.isDone());

            assertThat(outcome.get().getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(seen).hasValueSatisfying(progress -> {
                assertThat(progress.phase()).contains("copy").contains("stage 1 of");
                assertThat(progress.percent()).isPresent();
            });
        }
    }

    /** FAULTS F2 43. */
    @Test
    void who_had_the_lock_is_told_while_a_write_waits_and_when_it_gives_up() throws Exception {
        shop.run("CREATE TABLE stock AS SELECT 1 AS n");
        QueryJob job = Jobs.job(
                        "postgresql",
                        "shop",
                        StatementClass.WRITE,
                        List.of(Jobs.statement(StatementKind.UPDATE, "UPDATE stock SET n = 2")))
                .setTimeoutMillis(8_000)
                .build();

        QueryReply outcome;
        String holder;
        try (Connection holding = postgres.getPostgresDatabase().getConnection();
                Statement lock = holding.createStatement()) {
            holding.setAutoCommit(false);
            lock.execute("SET application_name = 'nightly report'");
            lock.execute("SELECT n FROM stock FOR UPDATE");
            holder = holding.unwrap(PGConnection.class).getBackendPID() + ", nightly report, idle in transaction";
            outcome = bench.run(job);
        }

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
        assertThat(outcome.getError().getMessage()).contains("waits for a lock of process " + holder);
        assertThat(bench.events(job.getJobId()))
                .filteredOn(event -> event.getType() == EventType.PROGRESS)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMetrics().getPhase()).contains(holder));
    }

    @Test
    void mariadb_tells_whose_lock_a_write_waits_for() throws Exception {
        try (MySqlBench on = new MySqlBench(MariaDbEngine.class, "blocked");
                Connection holding = on.direct().open();
                Statement lock = holding.createStatement();
                Connection asking = on.direct().open()) {
            lock.execute("CREATE TABLE stock(n int PRIMARY KEY)");
            lock.execute("INSERT INTO stock VALUES (1)");
            holding.setAutoCommit(false);
            lock.execute("SELECT n FROM stock FOR UPDATE");
            QueryJob job = Jobs.write("mariadb", "db", Jobs.statement(StatementKind.UPDATE, "UPDATE stock SET n = 2"));

            CompletableFuture<QueryReply> outcome =
                    CompletableFuture.supplyAsync(() -> on.jobs().outcome(job));
            Optional<StatementProgress> seen = Awaitility.await()
                    .pollInterval(Duration.ofMillis(250)) // asked more often than ten times a second it shows old news
                    .until(() -> new MariaDbEngine().progress(asking, Tag.of(job)), Optional::isPresent);
            holding.rollback();

            assertThat(seen.orElseThrow().phase()).matches("waits for a lock of connection \\d+");
            assertThat(outcome.get().getState()).isEqualTo(JobState.SUCCEEDED);
        }
    }
}
