package dev.sluice.sink.keep;

import dev.sluice.sink.fold.Rows;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A record that was read, and what it says. */
public record Taken(ConsumerRecord<byte[], byte[]> source, Rows rows) {
    TopicPartition partition() {
        return new TopicPartition(source.topic(), source.partition());
    }
}
