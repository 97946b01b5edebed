package dev.sluice.standalone.topics;

import dev.sluice.schemas.topic.TopicSpec;

/** One difference between the catalogue and the broker. */
public sealed interface TopicChange {
    /** Name of the topic it is about. */
    String topic();

    /** The topic is missing. */
    record Create(TopicSpec spec) implements TopicChange {
        @Override
        public String topic() {
            return spec.name();
        }
    }

    /** A topic-level setting has another value. */
    record Configure(String topic, String key, String actual, String wanted) implements TopicChange {}

    /** The number of partitions differs, which cannot be put right without moving keys: drain, delete and create anew, or keep the number. */
    record WrongPartitions(String topic, int actual, int wanted) implements TopicChange {}
}
