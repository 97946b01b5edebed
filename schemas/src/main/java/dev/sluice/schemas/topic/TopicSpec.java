package dev.sluice.schemas.topic;

import java.util.Map;

/** One topic as it should be: name, what its records are, how many partitions, topic-level configuration, one line of doc. */
public record TopicSpec(
        String name, String message, String key, int partitions, Map<String, String> config, String doc) {
    public TopicSpec {
        config = Map.copyOf(config);
    }
}
