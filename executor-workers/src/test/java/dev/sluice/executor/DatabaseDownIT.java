package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.runtime.service.Health;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 31: a database is stopped and started again under a running executor. */
@ExtendWith(KafkaClusterExtension.class)
class DatabaseDownIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private EmbeddedPostgres postgres;
    private ExecutorBench bench;

    @BeforeEach
    void start(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    KafkaCluster cluster)
            throws Exception {
        postgres = database(0);
        bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"));
        bench.executor().start();
        bench.restart(Map.of(
                "executor.acquireTimeout", "500ms", "executor.breakerCalls", "4", "executor.breakerPause", "1s"));
    }

    @AfterEach
    void stop() throws IOException {
        bench.close();
        postgres.close();
    }

    @Test
    void jobsAreGivenBackWhileItIsDownAndRunAgainOnceItIsUp() throws Exception {
        int port = postgres.getPort();
        assertThat(bench.run(select()).getState()).isEqualTo(JobState.SUCCEEDED);

        postgres.close();
        for (int job = 0; job < 8; job++) {
            assertGivenBack(select());
        }
        assertThat(bench.executor().check()).isInstanceOf(Health.Degraded.class);
        assertThat(bench.run(Jobs.read("sqlite", "lite", "SELECT 1")).getState())
                .as("another database")
                .isEqualTo(JobState.SUCCEEDED);

        postgres = database(port);

        Awaitility.await().atMost(PATIENCE).until(() -> answered(select()));
        Awaitility.await().atMost(PATIENCE).until(() -> bench.executor().check() instanceof Health.Up);
    }

    private void assertGivenBack(QueryJob job) {
        bench.send(job);
        JobEvent event = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> bench.events(job.getJobId()), DatabaseDownIT::released)
                .getLast();
        assertThat(event.getError().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN);
        assertThat(bench.outcomes(job.getJobId())).isEmpty();
    }

    /** Runs a job and says whether it succeeded; as the dispatcher would, it is sent anew if it was given back. */
    private boolean answered(QueryJob job) {
        bench.send(job);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> released(bench.events(job.getJobId()))
                        || !bench.outcomes(job.getJobId()).isEmpty());
        return !bench.outcomes(job.getJobId()).isEmpty();
    }

    private static boolean released(List<JobEvent> events) {
        return events.stream().anyMatch(event -> event.getType() == EventType.RELEASED);
    }

    private static QueryJob select() {
        return Jobs.read("postgresql", "shop", "SELECT 1");
    }

    private EmbeddedPostgres database(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }
}
