package dev.sluice.dispatcher.send;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** An encoded record on its way out, with the topic it goes to. */
public final class Outgoing {
    private final String topic;
    private final byte[] value;
    /** Below 0 for wherever the key leads. */
    private final int partition;

    Outgoing(String topic, byte[] value, int partition) {
        this.topic = topic;
        this.value = value;
        this.partition = partition;
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

    /** To the partition that was chosen, if its topic has it. */
    public static StreamPartitioner<String, Outgoing> toItsPartition() {
        return (topic, key, outgoing, partitions) -> outgoing.partition >= 0 && outgoing.partition < partitions
                ? Optional.of(Set.of(outgoing.partition))
                : Optional.empty();
    }

    /** Writes the bytes as they are. */
    public static Serializer<Outgoing> bytes() {
        return (topic, outgoing) -> outgoing.value;
    }
}
