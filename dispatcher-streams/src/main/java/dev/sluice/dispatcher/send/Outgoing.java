package dev.sluice.dispatcher.send;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.RecordContext;
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
    public record ToItsTopic() implements TopicNameExtractor<String, Outgoing> {
        @Override
        public String extract(String key, Outgoing outgoing, RecordContext context) {
            return outgoing.topic;
        }
    }

    /** Writes the bytes as they are. */
    public static Serializer<Outgoing> bytes() {
        return (topic, outgoing) -> outgoing.value;
    }
}
