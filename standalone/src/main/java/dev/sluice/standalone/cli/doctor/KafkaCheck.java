package dev.sluice.standalone.cli.doctor;

import dev.sluice.runtime.kafka.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.server.common.MetadataVersion;

/** The cluster: whether it answers, how old it is, and whether the features that Sluice needs are switched on. */
final class KafkaCheck implements Check {
    private static final int PATIENCE_SECONDS = 5;
    private static final String UPGRADE = "upgrade the brokers to Kafka 4.0 or newer, then: "
            + "kafka-features.sh --bootstrap-server … upgrade --release-version 4.0";

    private final KafkaConnection connection;

    KafkaCheck(KafkaConnection connection) {
        this.connection = connection;
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        Map<String, Object> settings = connection.with(
                "sluice-doctor",
                Map.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        PATIENCE_SECONDS * 1_000,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        PATIENCE_SECONDS * 1_000));
        String where = String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        try (Admin admin = Admin.create(settings)) {
            List<Finding> findings = new ArrayList<>();
            findings.add(cluster(where, admin.describeCluster()));
            findings.addAll(features(admin.describeFeatures()
                    .featureMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .finalizedFeatures()));
            return findings;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return List.of(new Finding.Unfit(
                    "Kafka",
                    "does not answer at " + where,
                    "start it (./sluice up has one) or set kafka.client.bootstrap.servers"));
        }
    }

    private static Finding cluster(String where, DescribeClusterResult cluster)
            throws InterruptedException, ExecutionException, TimeoutException {
        int brokers = cluster.nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).size();
        String id = cluster.clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new Finding.Fit(
                "Kafka", brokers + (brokers == 1 ? " broker" : " brokers") + " at " + where + ", cluster " + id);
    }

    private static List<Finding> features(Map<String, FinalizedVersionRange> finalized) {
        return List.of(
                version(level(finalized, MetadataVersion.FEATURE_NAME)),
                feature(
                        "group.version",
                        level(finalized, "group.version"),
                        "the consumer group protocol of the executors"),
                feature(
                        "transaction.version",
                        level(finalized, "transaction.version"),
                        "transactions that no stray can join"));
    }

    private static Finding version(int level) {
        String seen = level < MetadataVersion.MINIMUM_VERSION.featureLevel()
                ? "metadata.version " + level
                : "at least " + MetadataVersion.fromFeatureLevel((short) level).version();
        return level >= MetadataVersion.IBP_4_0_IV0.featureLevel()
                ? new Finding.Fit("Kafka version", seen)
                : new Finding.Unfit("Kafka version", seen, UPGRADE);
    }

    private static Finding feature(String name, int level, String use) {
        return level >= 1
                ? new Finding.Fit("Kafka feature " + name, "level " + level + " (" + use + ")")
                : new Finding.Unfit("Kafka feature " + name, "off (" + use + ")", UPGRADE);
    }

    private static int level(Map<String, FinalizedVersionRange> finalized, String feature) {
        FinalizedVersionRange range = finalized.get(feature);
        return range == null ? 0 : range.maxVersionLevel();
    }
}
