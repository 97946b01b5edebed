package dev.sluice.standalone.registry;

import dev.sluice.schemas.topic.TopicSpec;

/**
 * Where the registry listens and what it keeps its schemas in.
 *
 * @param port 0 for any free one
 * @param topic one partition, compacted; created if missing
 */
public record RegistryServerSettings(int port, TopicSpec topic) {
    public RegistryServerSettings {
        if (topic.partitions() != 1 || !"compact".equals(topic.config().get("cleanup.policy"))) {
            throw new IllegalArgumentException(
                    "the topic of schemas needs one partition and cleanup.policy=compact, not " + topic);
        }
    }
}
