package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 20, in seconds instead of minutes: a statement runs several times longer than a session or a pause between polls may last. */
@ExtendWith(KafkaClusterExtension.class)
@Tag("fault")
final class LongStatementIT {
    private static final String GROUP = "sluice.executors.postgresql.fast";
    private static final int OTHERS = 40;

    @Test
    void it_runs_once_without_a_rebalance_and_delays_nobody(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.session.timeout.ms", value = "2000")
                    @BrokerConfig(name = "group.consumer.min.session.timeout.ms", value = "1000")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecutorBench bench = new ExecutorBench(
                        cluster.getBootstrapServers(),
                        postgres.getJdbcUrl("postgres", "postgres"),
                        "jdbc:sqlite:" + directory.resolve("lite.db"),
                        Map.of("kafka.client.max.poll.interval.ms", "3000"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.getBootstrapServers()))) {
            bench.executor().start();
            bench.run(Jobs.read("postgresql", "shop", "SELECT 1"));
            Set<Integer> before = epochs(admin);
            assertThat(before).as("epochs of the group").hasSize(1);

            QueryJob slow = Jobs.read("postgresql", "shop", "SELECT pg_sleep(15)");
            bench.send(slow);
            List<QueryJob> others = IntStream.range(0, OTHERS)
                    .mapToObj(i -> Jobs.read("postgresql", "shop", "SELECT " + i))
                    .toList();
            others.forEach(bench::send);
            others.forEach(bench::outcome);
            assertThat(bench.outcomes(slow.getJobId())).isEmpty();

            assertThat(bench.outcome(slow).getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(bench.events(slow.getJobId()))
                    .extracting("type")
                    .containsExactly(EventType.RUNNING, EventType.SUCCEEDED);
            assertThat(epochs(admin)).as("epochs of the group").isEqualTo(before);
        }
    }

    /** They rise with every rebalance. */
    private static Set<Integer> epochs(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(GROUP)).all().get().values().stream()
                .flatMap(group -> group.groupEpoch().stream())
                .collect(Collectors.toSet());
    }
}
