package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Request topics of tenants on a real broker: those that are there, and those that come later. */
@ExtendWith(KafkaClusterExtension.class)
class TenantTopicsIT {
    private static KafkaCluster kafka;

    @TempDir
    Path directory;

    private LiveDispatcher live;

    @BeforeAll
    static void start(KafkaCluster cluster) {
        kafka = cluster;
    }

    @BeforeEach
    void prepare() throws Exception {
        String prefix = "it-" + UUID.randomUUID().toString().substring(0, 8);
        live = new LiveDispatcher(
                kafka.getBootstrapServers(), prefix, directory, Map.of("dispatcher.tenantBinding", "topic_bound"));
        live.createTopics(2, 2);
        live.define(1_000);
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void tenantsThatComeWhileItRunsAreServedToo() throws Exception {
        live.createTenantTopics("acme", 2);
        live.dispatcher().start();
        try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST))) {
            QueryRequest first = submit("acme");
            assertThat(collect(jobs, 1)).extracting(QueryJob::getJobId).containsExactly(first.getJobId());

            live.createTenantTopics("bolt", 2);
            QueryRequest second = submit("bolt");
            assertThat(collect(jobs, 1)).extracting(QueryJob::getJobId).containsExactly(second.getJobId());
        }
    }

    @Test
    void topicsOfATenantWithAnotherNumberOfPartitionsAreRefusedAtTheStart() throws Exception {
        live.createTenantTopics("acme", 3);

        assertThatThrownBy(() -> live.dispatcher().start())
                .hasMessageContaining("requests.acme.high=3")
                .hasMessageContaining("equally many partitions");
    }

    /** FAULTS 18. */
    @Test
    void aClusterWithAFeatureOffIsRefusedAtTheStart() throws Exception {
        setTransactionVersion(1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        try {
            assertThatThrownBy(() -> live.dispatcher().start())
                    .hasMessageStartingWith("UNSUPPORTED_VERSION: Kafka has transaction.version 1, but 2 is needed");
        } finally {
            setTransactionVersion(2, FeatureUpdate.UpgradeType.UPGRADE);
        }
    }

    private static void setTransactionVersion(int level, FeatureUpdate.UpgradeType type) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
            admin.updateFeatures(
                            Map.of("transaction.version", new FeatureUpdate((short) level, type)),
                            new UpdateFeaturesOptions())
                    .all()
                    .get();
            // The controller has it before the broker tells of it.
            await().until(() -> admin.describeFeatures().featureMetadata().get().finalizedFeatures().entrySet().stream()
                    .anyMatch(feature -> feature.getKey().equals("transaction.version")
                            && feature.getValue().maxVersionLevel() == level));
        }
    }

    private QueryRequest submit(String tenant) {
        QueryRequest request = Requests.request(Instant.now(), "select 1", Priority.NORMAL)
                .setTenant(tenant)
                .setTopic(live.topics.requests(tenant, Priority.NORMAL))
                .build();
        live.submit(request);
        return request;
    }

    private List<QueryJob> collect(KafkaConsumer<String, byte[]> consumer, int count) {
        List<QueryJob> collected = new ArrayList<>();
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    collected.addAll(live.poll(consumer, QueryJob.class));
                    return collected.size() >= count;
                });
        return collected;
    }
}
