package dev.sluice.dispatcher.stream;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** An encoded record on its way out, with the topic it goes to. */
public final class Outgoing {
    private final String topic;
    private final byte[] value;

    Outgoing(String topic, byte[] value) {
        this.topic = topic;
        this.value = value;
    }

    String topic() {
        return topic;
    }

    byte[] value() {
        return value;
    }

    /** Sends each to its own topic. */
    public static TopicNameExtractor<String, Outgoing> toItsTopic() {
        return (key, outgoing, context) -> outgoing.topic;
    }

    /** Writes the bytes as they are. */
    public static Serializer<Outgoing> bytes() {
        return (topic, outgoing) -> outgoing.value;
    }
}
