package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
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
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a stop and a start between two jobs, or in the middle of one, change: nothing. */
@ExtendWith(KafkaClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExecutorRestartIT {
    private EmbeddedPostgres postgres;
    private ExecutorBench bench;

    @BeforeAll
    void start(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        postgres = EmbeddedPostgres.start();
        bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"));
        bench.executor().start();
    }

    @AfterAll
    void stop() throws IOException {
        bench.close();
        postgres.close();
    }

    @Test
    void a_restart_runs_nothing_again_that_was_done() {
        List<QueryJob> jobs = IntStream.range(0, 50)
                .mapToObj(i -> Jobs.read("postgresql", "shop", "SELECT " + i))
                .toList();
        jobs.forEach(bench::send);
        jobs.forEach(bench::outcome);

        bench.restart(Map.of());
        QueryJob after = Jobs.read("postgresql", "shop", "SELECT 'after'");
        bench.run(after);

        assertThat(jobs)
                .allSatisfy(job -> assertThat(bench.outcomes(job.getJobId())).hasSize(1));
    }

    @Test
    void an_orderly_stop_does_not_count_as_a_start_that_never_ended() {
        bench.restart(Map.of("executor.maxStarts", "1", "executor.stopGrace", "50ms"));
        QueryJob job = Jobs.read("postgresql", "shop", "SELECT pg_sleep(60)");
        bench.send(job);
        awaitRunning(job, 1);

        bench.restart(Map.of());
        awaitRunning(job, 2);
        bench.command(Jobs.cancel(job));

        assertThat(bench.outcome(job).getState()).isEqualTo(JobState.CANCELLED);
        bench.restart(Map.of("executor.maxStarts", "3", "executor.stopGrace", "5s"));
    }

    @Test
    void a_cancel_that_came_while_no_executor_was_there_is_obeyed() {
        QueryJob quick = Jobs.write(
                "postgresql", "shop", Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TABLE done(id int)"));
        bench.executor().stop();
        bench.send(quick);
        bench.command(Jobs.cancel(quick));

        bench.restart(Map.of());

        assertThat(bench.outcome(quick).getState()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void a_job_for_a_database_that_is_not_here_goes_back_unless_it_may_have_run() {
        JobStatement insert = Jobs.statement(StatementKind.INSERT, "INSERT INTO t VALUES (1)");
        QueryJob read = Jobs.read("postgresql", "elsewhere", "SELECT 1");
        QueryJob old = Jobs.write("postgresql", "elsewhere", insert);
        QueryJob fresh = Jobs.write("postgresql", "elsewhere", insert);

        bench.executor().stop();
        bench.send(read);
        bench.send(old);
        bench.restart(Map.of());
        awaitGivenBack(read, ErrorCode.UNKNOWN_DATABASE);
        assertThat(bench.outcome(old).getState()).isEqualTo(JobState.UNKNOWN);

        byte[] sealed = bench.messages.encode(Jobs.seal().seal(fresh));
        bench.sendBytes(fresh.getTopic(), read.getJobId(), sealed); // to a partition that is read already
        awaitGivenBack(fresh, ErrorCode.UNKNOWN_DATABASE);
    }

    @Test
    void an_executor_that_stops_gives_back_what_has_not_begun_while_what_runs_goes_on() throws Exception {
        bench.restart(Map.of("databases.shop.slots.fast", "1", "executor.stopGrace", "2m"));
        QueryJob running = Jobs.read("postgresql", "shop", "SELECT pg_advisory_lock(7)");
        QueryJob queued = Jobs.read("postgresql", "shop", "SELECT 'queued'");
        QueryJob late = Jobs.read("postgresql", "shop", "SELECT 'late'");
        Thread stop = new Thread(bench.executor()::stop);
        try (Connection holder = postgres.getPostgresDatabase().getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(7)");
            bench.send(running);
            awaitRunning(running, 1);
            bench.send(queued);

            stop.start();
            awaitGivenBack(queued, ErrorCode.EXECUTOR_STOPPING);
            bench.send(late);
            awaitGivenBack(late, ErrorCode.EXECUTOR_STOPPING);
        }

        stop.join();
        assertThat(bench.outcome(running).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.outcomes(queued.getJobId())).isEmpty();
        bench.restart(Map.of("databases.shop.slots.fast", "4", "executor.stopGrace", "5s"));
    }

    private void awaitGivenBack(QueryJob job, ErrorCode why) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.events(job.getJobId()).stream()
                        .filter(event -> event.getType() == EventType.RELEASED)
                        .anyMatch(event -> event.getError().getCode() == why));
    }

    private void awaitRunning(QueryJob job, int times) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.events(job.getJobId()).stream()
                                .filter(event -> event.getType() == EventType.RUNNING)
                                .count()
                        >= times);
    }

    @Test
    void delivery_at_least_once_answers_too_and_remembers_what_is_done() {
        bench.restart(Map.of("executor.delivery", "at_least_once"));
        QueryJob before = Jobs.read("postgresql", "shop", "SELECT 'before'");
        bench.run(before);
        bench.restart(Map.of("executor.delivery", "exactly_once"));
        bench.run(Jobs.read("postgresql", "shop", "SELECT 'after'"));

        assertThat(bench.outcomes(before.getJobId())).hasSize(1);
    }
}
