package dev.sluice.standalone.cli.doctor;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.broker.BrokerFeature;
import dev.sluice.schemas.broker.BrokerNeeds;
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
        List<Finding> findings = new ArrayList<>();
        findings.add(version(level(finalized, MetadataVersion.FEATURE_NAME)));
        for (BrokerFeature feature : BrokerFeature.values()) {
            findings.add(feature(feature, level(finalized, feature.key())));
        }
        return findings;
    }

    private static Finding version(int level) {
        String seen = level < MetadataVersion.MINIMUM_VERSION.featureLevel()
                ? "metadata.version " + level
                : "at least " + MetadataVersion.fromFeatureLevel((short) level).version();
        return level >= MetadataVersion.IBP_4_0_IV0.featureLevel()
                ? new Finding.Fit("Kafka version", seen)
                : new Finding.Unfit("Kafka version", seen, BrokerNeeds.REMEDY);
    }

    private static Finding feature(BrokerFeature feature, int level) {
        String what = "Kafka feature " + feature.key();
        String seen = (level == 0 ? "off" : "level " + level) + " (" + feature.use() + ")";
        return level >= feature.level()
                ? new Finding.Fit(what, seen)
                : new Finding.Unfit(what, seen, BrokerNeeds.REMEDY);
    }

    private static int level(Map<String, FinalizedVersionRange> finalized, String feature) {
        FinalizedVersionRange range = finalized.get(feature);
        return range == null ? 0 : range.maxVersionLevel();
    }
}
