package dev.sluice.schemas.topic;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One topic as it should be: name, what its records are, how many partitions, how many copies (empty: as the cluster's default
 * says), topic-level configuration, one line of doc.
 */
public record TopicSpec(
        String name,
        String message,
        String key,
        int partitions,
        Optional<Short> replication,
        Map<String, String> config,
        String doc) {
    public TopicSpec {
        config = Map.copyOf(config);
        if (partitions < 1) {
            throw new IllegalArgumentException("Topic " + name + " needs at least 1 partition, not " + partitions);
        }
    }

    /** What Kafka's admin client wants in order to create it. */
    public NewTopic newTopic() {
        return new NewTopic(name, Optional.of(partitions), replication).configs(config);
    }
}
