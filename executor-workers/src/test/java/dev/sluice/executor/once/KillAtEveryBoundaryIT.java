package dev.sluice.executor.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.executor.MariaServer;
import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An executor dies exactly between two steps of a job, comes back, and the books are balanced. FAULTS 35, 36 and 37. */
@ExtendWith(KafkaClusterExtension.class)
final class KillAtEveryBoundaryIT {
    private static final int JOBS = 6;

    @TempDir
    private Path directory;

    private EmbeddedPostgres postgres;
    private ExecutorFleet fleet;

    @BeforeEach
    void start(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.session.timeout.ms", value = "2000")
                    @BrokerConfig(name = "group.consumer.min.session.timeout.ms", value = "1000")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster)
            throws Exception {
        postgres = EmbeddedPostgres.start();
        fleet = new ExecutorFleet(cluster.getBootstrapServers(), 1, directory);
        fleet.serve("postgresql", postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @AfterEach
    void stop() throws Exception {
        fleet.close();
        postgres.close();
    }

    @Test
    void what_died_after_its_commit_or_in_the_middle_of_publishing_took_effect_once_and_is_answered_once()
            throws Exception {
        List<QueryJob> jobs =
                dieAt(fleet.start("mortal"), "postgresql", List.of(Boundary.COMMITTED, Boundary.ACKNOWLEDGING));

        assertThat(fleet.audit(jobs)).isEmpty();
    }

    @Test
    void without_the_ledger_the_same_checks_find_the_second_effect() throws Exception {
        List<QueryJob> jobs = dieAt(
                fleet.start("mortal", WatchedConnection.LEDGER + "=off"), "postgresql", List.of(Boundary.COMMITTED));

        assertThat(fleet.audit(jobs)).anyMatch(complaint -> complaint.endsWith("took effect 2 times"));
    }

    /** A CALL is outside of the ledger: of one that has begun nobody knows whether it took effect. */
    @Test
    void what_waited_for_a_slot_behind_a_job_that_died_has_not_begun_and_runs() throws Exception {
        try (Connection direct = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
                Statement statement = direct.createStatement()) {
            statement.execute("CREATE PROCEDURE nap() LANGUAGE sql AS 'SELECT pg_sleep(15)'");
            statement.execute("CREATE PROCEDURE book(job text) LANGUAGE sql AS 'INSERT INTO effect VALUES (job, 1)'");
            fleet.set("databases.postgresql.slots.fast", "1");
            QueryJob nap = Effects.call("CALL nap()");
            List<QueryJob> waiting = Stream.generate(() -> Effects.call("CALL book('waited')"))
                    .limit(JOBS)
                    .toList();
            fleet.send(Stream.concat(Stream.of(nap), waiting.stream()).toList());
            ExecutorProcess executor = fleet.start("mortal");
            await().atMost(ExecutorFleet.PATIENCE).until(() -> fleet.has(nap, EventType.RUNNING));

            executor.kill();
            executor.startAgain();
            fleet.awaitOutcomes(Stream.concat(Stream.of(nap), waiting.stream()).toList());

            assertThat(state(nap)).isEqualTo(JobState.UNKNOWN);
            assertThat(waiting).extracting(this::state).containsOnly(JobState.SUCCEEDED);
            try (ResultSet effects = statement.executeQuery("SELECT count(*) FROM effect WHERE job = 'waited'")) {
                effects.next();
                assertThat(effects.getInt(1)).isEqualTo(JOBS);
            }
        }
    }

    private JobState state(QueryJob job) {
        return Objects.requireNonNull(fleet.log.outcomes().get(job.getJobId()))
                .getFirst()
                .getState();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "sqlite"})
    @Tag("fault")
    void at_every_boundary_each_job_takes_effect_once_and_is_answered_once(String engine) throws Exception {
        if (engine.equals("sqlite")) {
            fleet.serve("sqlite", "jdbc:sqlite:" + directory.resolve("lite.db"), "");
        } else if (engine.equals("mariadb")) {
            fleet.serve("mariadb", MariaServer.shared().emptied("boundaries"), "root");
        }

        List<QueryJob> jobs = dieAt(fleet.start("mortal"), engine, List.of(Boundary.values()));

        assertThat(fleet.audit(jobs)).isEmpty();
    }

    /** FAULTS 57: what its last life committed is still in the log beside the file, and all there is of it. */
    @Test
    @Tag("fault")
    void a_sqlite_file_is_whole_after_its_writer_was_killed_in_the_middle_of_it() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("lite.db");
        fleet.serve("sqlite", url, "");
        ExecutorProcess executor = fleet.start("mortal");
        List<QueryJob> jobs = Effects.some("sqlite", 20 * JOBS);
        fleet.send(jobs);
        await().atMost(ExecutorFleet.PATIENCE).until(() -> fleet.log.outcomes().size() >= JOBS);

        executor.kill();
        assertThat(directory.resolve("lite.db-wal")).isNotEmptyFile();
        assertThat(integrity(url)).isEqualTo("ok");
        executor.startAgain();
        fleet.awaitOutcomes(jobs);

        assertThat(fleet.audit(jobs)).isEmpty();
        assertThat(integrity(url)).isEqualTo("ok");
    }

    private static String integrity(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
            result.next();
            return result.getString(1);
        }
    }

    /** Once at each of the boundaries, and once more by a signal when everything is out; all jobs. */
    private List<QueryJob> dieAt(ExecutorProcess executor, String engine, List<Boundary> boundaries) throws Exception {
        List<QueryJob> all = new ArrayList<>();
        for (Boundary boundary : boundaries) {
            boundary.arm(directory);
            List<QueryJob> jobs = Effects.some(engine, JOBS);
            fleet.send(jobs);
            assertThat(executor.awaitEnd())
                    .as("exit code at %s, %s", boundary, executor.log())
                    .isEqualTo(Boundary.DIED);
            executor.startAgain();
            fleet.awaitOutcomes(jobs);
            all = Stream.concat(all.stream(), jobs.stream()).toList();
        }
        executor.kill();
        executor.startAgain();
        QueryJob last = Effects.single(engine);
        fleet.send(List.of(last));
        fleet.awaitOutcomes(List.of(last));
        return Stream.concat(all.stream(), Stream.of(last)).toList();
    }
}
