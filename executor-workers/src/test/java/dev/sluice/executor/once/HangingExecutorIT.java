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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An executor hangs for good with transactions open, which hold rows of the ledger: the servers end them, and others go on. */
@ExtendWith(KafkaClusterExtension.class)
@Tag("fault")
final class HangingExecutorIT {
    /** The guard of a transaction that is idle, twice over. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    @Test
    void a_transaction_that_is_left_idle_is_ended_by_its_server_and_its_job_runs_elsewhere(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.session.timeout.ms", value = "2000")
                    @BrokerConfig(name = "group.consumer.min.session.timeout.ms", value = "1000")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecutorFleet fleet = new ExecutorFleet(cluster.getBootstrapServers(), 1, directory)) {
            fleet.serve("postgresql", postgres.getJdbcUrl("postgres", "postgres"), "postgres");
            fleet.serve("mariadb", MariaServer.shared().emptied("hanging"), "root");
            ExecutorProcess hanging = fleet.start("one");
            fleet.awaitTaking(hanging);
            List<QueryJob> jobs = List.of(Effects.slow("postgresql", 2), Effects.slow("mariadb", 2));
            fleet.send(jobs);
            await().atMost(ExecutorFleet.PATIENCE)
                    .until(() -> jobs.stream().allMatch(job -> fleet.has(job, EventType.RUNNING)));

            hanging.hang();
            fleet.awaitWithout(hanging);
            fleet.start("two");
            fleet.awaitOutcomes(jobs, LONGEST);

            jobs.forEach(job -> assertThat(fleet.log.outcomes().get(job.getJobId()))
                    .extracting("state")
                    .containsExactly(JobState.SUCCEEDED));
            hanging.wake();
            for (ExecutorProcess executor : fleet.executors) {
                executor.stop();
            }
            assertThat(fleet.audit(jobs)).isEmpty();
        }
    }
}
