package dev.sluice.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.schemas.serde.MessageTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = new Topics("sluice");
    private final Map<String, TopicSpec> catalogue = byName(topics.catalogue(Set.of("sqlite", "postgresql"), 6));

    @Test
    void theCatalogueHasEveryTopicAndAJobsTopicForEachEngineAndLane() {
        assertThat(catalogue)
                .containsOnlyKeys(
                        "sluice.requests.high",
                        "sluice.requests.normal",
                        "sluice.requests.low",
                        "sluice.jobs.postgresql.fast",
                        "sluice.jobs.postgresql.medium",
                        "sluice.jobs.postgresql.slow",
                        "sluice.jobs.postgresql.cache",
                        "sluice.jobs.sqlite.fast",
                        "sluice.jobs.sqlite.medium",
                        "sluice.jobs.sqlite.slow",
                        "sluice.jobs.sqlite.cache",
                        "sluice.events",
                        "sluice.control",
                        "sluice.replies",
                        "sluice.catalog.databases",
                        "sluice.catalog.templates",
                        "sluice.catalog.policies",
                        "sluice.catalog.lanes",
                        "sluice.schemas",
                        "sluice.cache",
                        "sluice.dlq",
                        "sluice.audit",
                        "sluice.heartbeats");
    }

    @Test
    void requestsEventsAndControlAreCoPartitioned() {
        List<String> together = List.of(
                topics.requests(Priority.HIGH),
                topics.requests(Priority.NORMAL),
                topics.requests(Priority.LOW),
                topics.events(),
                topics.control());

        assertThat(together).extracting(name -> spec(name).partitions()).containsOnly(6);
        assertThat(together).extracting(name -> spec(name).key()).containsOnly("database");
    }

    @Test
    void timeNeverTakesAJobThatHasNotRun() {
        for (Lane lane : Lane.values()) {
            assertThat(spec(topics.jobs("postgresql", lane)).config())
                    .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "-1")
                    .containsEntry(TopicConfig.RETENTION_BYTES_CONFIG, "-1")
                    .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");
        }
    }

    @Test
    void catalogsAreCompacted() {
        assertThat(List.of(topics.databases(), topics.templates(), topics.policies(), topics.lanes(), topics.schemas()))
                .allSatisfy(name ->
                        assertThat(spec(name).config()).containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
    }

    @Test
    void everyTopicTakesAChunkOfOneMebibyteAndSaysWhatItCarries() {
        assertThat(catalogue.values()).allSatisfy(spec -> {
            assertThat(spec.config()).containsEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2097152");
            assertThat(spec.doc()).endsWith(".");
            assertThat(spec.message().equals("JSON")
                            || MessageTypes.named(spec.message()).isPresent())
                    .as(spec.message())
                    .isTrue();
        });
    }

    @Test
    void everyTopicSettingHasAKindAndANumberWhereKafkaWantsOne() {
        assertThat(catalogue.values())
                .allSatisfy(spec -> spec.config().forEach((key, value) -> {
                    if (!key.equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
                        assertThat(ConfigDef.parseType(key, value, ConfigDef.Type.LONG))
                                .isNotNull();
                    }
                }));
    }

    @Test
    void copiesAreTheClustersChoiceUnlessGiven() {
        assertThat(catalogue.values()).allSatisfy(spec -> {
            assertThat(spec.replication()).isEmpty();
            assertThat(spec.config()).doesNotContainKey(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        });
        assertThat(topics.catalogue(Set.of(), 1, (short) 3)).allSatisfy(spec -> {
            assertThat(spec.replication()).isEqualTo(Optional.of((short) 3));
            assertThat(spec.newTopic().replicationFactor()).isEqualTo((short) 3);
            assertThat(spec.config()).containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        });
        assertThat(topics.catalogue(Set.of(), 1, (short) 1))
                .allSatisfy(
                        spec -> assertThat(spec.config()).containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
    }

    @Test
    void namesThatWouldLeaveThePrefixAreRefused() {
        assertThatThrownBy(() -> new Topics("")).hasMessageContaining("topics.prefix");
        assertThatThrownBy(() -> new Topics("a/b")).hasMessageContaining("topics.prefix");
        assertThatThrownBy(() -> new Topics(".")).hasMessageContaining("topics.prefix");
        assertThatThrownBy(() -> topics.jobs("a.b", Lane.FAST)).hasMessageContaining("Engine 'a.b'");
    }

    private TopicSpec spec(String name) {
        return Optional.ofNullable(catalogue.get(name)).orElseThrow();
    }

    private static Map<String, TopicSpec> byName(List<TopicSpec> specs) {
        return specs.stream().collect(Collectors.toMap(TopicSpec::name, Function.identity()));
    }
}
