package dev.sluice.executor.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.QueryJob;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two and three executors under a steady load of writes that are killed, held up or restarted, whatever they are doing. */
@ExtendWith(KafkaClusterExtension.class)
@Tag("fault")
final class RandomKillsIT {
    private static final int ROUNDS = 10;
    private static final int BACKLOG = 60;
    /** From a job to its OUTCOME, its own running included: no partition that moves may stand still for longer. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Random random = new Random(17);

    @TempDir
    private Path directory;

    private EmbeddedPostgres postgres;
    private ExecutorFleet fleet;
    private SteadyLoad load;

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
        fleet = new ExecutorFleet(cluster.getBootstrapServers(), 4, directory);
        fleet.serve("postgresql", postgres.getJdbcUrl("postgres", "postgres"), "postgres");
        fleet.set("executor.maxStarts", "20"); // a job that is in hand at every kill is no poison here
        load = new SteadyLoad(fleet);
    }

    @AfterEach
    void stop() throws Exception {
        load.stop();
        fleet.close();
        postgres.close();
    }

    @Test
    void kills_at_random_lose_nothing_and_repeat_nothing() throws Exception {
        List<ExecutorProcess> executors = List.of(fleet.start("one"), fleet.start("two"));
        load.start();
        for (int round = 0; round < ROUNDS; round++) {
            awaitMore(BACKLOG + random.nextInt(BACKLOG));
            ExecutorProcess unlucky = executors.get(random.nextInt(executors.size()));
            unlucky.kill();
            unlucky.startAgain();
        }

        assertBalanced();
    }

    /** FAULTS 19 in part: the other one has its partitions long before it wakes in the middle of whatever it was doing. */
    @Test
    void an_executor_that_hangs_past_its_session_and_wakes_up_again_does_no_harm() throws Exception {
        List<ExecutorProcess> executors = List.of(fleet.start("one"), fleet.start("two"));
        load.start();
        for (int round = 0; round < ROUNDS / 2; round++) {
            awaitMore(BACKLOG + random.nextInt(BACKLOG));
            ExecutorProcess zombie = executors.get(round % executors.size());
            zombie.hang();
            fleet.awaitWithout(zombie);
            awaitMore(BACKLOG);
            zombie.wake();
        }

        assertBalanced();
    }

    @Test
    void rolling_restarts_and_scaling_out_and_in_lose_nothing_and_repeat_nothing() throws Exception {
        List<ExecutorProcess> executors = List.of(fleet.start("one"), fleet.start("two"));
        executors.forEach(fleet::awaitTaking);
        load.start();
        awaitMore(BACKLOG);
        ExecutorProcess third = fleet.start("three");
        fleet.awaitTaking(third);
        for (ExecutorProcess executor : executors) {
            awaitMore(2 * BACKLOG);
            assertThat(executor.stop()).as("exit code after SIGTERM").isZero();
            awaitMore(BACKLOG);
            executor.startAgain();
            fleet.awaitTaking(executor);
        }
        awaitMore(2 * BACKLOG);
        assertThat(third.stop()).as("exit code after SIGTERM").isZero();
        awaitMore(2 * BACKLOG);

        List<QueryJob> jobs = assertBalanced();
        Duration longest =
                jobs.stream().map(this::wait).max(Duration::compareTo).orElseThrow();
        System.out.println("longest from a job to its OUTCOME from 2 to 3 to 2 executors, each restarted: " + longest);
        assertThat(longest).isLessThan(LONGEST_WAIT);
    }

    private Duration wait(QueryJob job) {
        return Duration.between(job.getSubmittedAt(), fleet.log.answered().get(job.getJobId()));
    }

    private void awaitMore(int outcomes) {
        int enough = fleet.log.outcomes().size() + outcomes;
        await().atMost(ExecutorFleet.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> fleet.log.outcomes().size() >= enough);
    }

    private List<QueryJob> assertBalanced() throws Exception {
        List<QueryJob> jobs = load.stop();
        fleet.awaitOutcomes(jobs);
        for (ExecutorProcess executor : fleet.executors) {
            executor.stop(); // nothing is under way any more when the books are opened
        }
        assertThat(fleet.audit(jobs)).isEmpty();
        return jobs;
    }
}
