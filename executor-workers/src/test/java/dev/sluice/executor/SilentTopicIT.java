package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.service.Health;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A topic to reply to loses the only broker that has it, and gets it back. */
@ExtendWith(KafkaClusterExtension.class)
@Tag("fault")
final class SilentTopicIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EXTRA = ExecutorBench.TOPICS.replies() + ".extra";

    @Test
    void a_reply_waits_for_its_own_topic_and_holds_up_nobody(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecutorBench bench = new ExecutorBench(
                        cluster.getBootstrapServers(),
                        postgres.getJdbcUrl("postgres", "postgres"),
                        "jdbc:sqlite:" + directory.resolve("lite.db"))) {
            bench.executor().start();
            int second = cluster.addBroker();
            createOn(second, cluster.getBootstrapServers());
            bench.send(toExtra());
            await().atMost(PATIENCE)
                    .until(() -> replies(cluster.getBootstrapServers()).size() == 1);

            cluster.stopNodes(node -> node == second, TerminationStyle.GRACEFUL);
            bench.send(toExtra());
            await().atMost(PATIENCE).until(() -> bench.executor().check() instanceof Health.Degraded);
            for (int job = 0; job < 10; job++) {
                assertThat(bench.run(Jobs.read("postgresql", "shop", "SELECT 2"))
                                .getState())
                        .isEqualTo(JobState.SUCCEEDED);
            }
            assertThat(bench.executor().check()).isInstanceOf(Health.Degraded.class);

            cluster.startNodes(node -> node == second);
            await().atMost(PATIENCE).until(() -> bench.executor().check() instanceof Health.Up);
            assertThat(replies(cluster.getBootstrapServers())).hasSize(2);
        }
    }

    private static QueryJob toExtra() {
        return Jobs.job(
                        "postgresql",
                        "shop",
                        StatementClass.READ,
                        List.of(Jobs.statement(StatementKind.SELECT, "SELECT 1")))
                .setReplyTo(EXTRA)
                .build();
    }

    private static void createOn(int broker, String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(EXTRA, Map.of(0, List.of(broker)))))
                    .all()
                    .get();
        }
    }

    private static List<String> replies(String bootstrap) {
        TopicPartition partition = new TopicPartition(EXTRA, 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> jobs = new ArrayList<>();
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(reply -> jobs.add(reply.key()));
            }
            return jobs;
        }
    }
}
