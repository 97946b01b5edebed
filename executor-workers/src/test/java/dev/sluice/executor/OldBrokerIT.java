package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 18: a cluster as one is that came up from Kafka 3 and had its features left off. */
@ExtendWith(KafkaClusterExtension.class)
final class OldBrokerIT {
    @Test
    void an_executor_refuses_to_start_without_the_features_it_needs(KafkaCluster cluster, @TempDir Path directory)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.getBootstrapServers()));
                ExecutorBench bench = new ExecutorBench(
                        cluster.getBootstrapServers(),
                        "jdbc:postgresql://localhost/none",
                        "jdbc:sqlite:" + directory.resolve("lite.db"))) {
            admin.updateFeatures(
                            Map.of(
                                    "group.version", new FeatureUpdate((short) 0, UpgradeType.SAFE_DOWNGRADE),
                                    "transaction.version", new FeatureUpdate((short) 1, UpgradeType.SAFE_DOWNGRADE)),
                            new UpdateFeaturesOptions())
                    .all()
                    .get();
            await("the broker tells of it")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !admin.describeFeatures()
                            .featureMetadata()
                            .get()
                            .finalizedFeatures()
                            .containsKey("group.version"));

            assertThatThrownBy(() -> bench.executor().start())
                    .hasMessageStartingWith("UNSUPPORTED_VERSION: Kafka has group.version 0, but 1 is needed")
                    .hasMessageContaining("transaction.version 1, but 2 is needed")
                    .hasMessageContaining("kafka-features.sh");
        }
    }
}
