package dev.sluice.standalone.topics;

import java.util.Map;

/** A topic as it is on the broker: partitions, and the settings in force, defaults included. */
public record TopicState(String name, int partitions, Map<String, String> config) {
    public TopicState {
        config = Map.copyOf(config);
    }
}
