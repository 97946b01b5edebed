package dev.sluice.benchmarks.execute.peer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What one poll brought: the replies to come, and the offsets to commit with them. */
record WorkerBatch(
        List<Future<ProducerRecord<String, byte[]>>> replies,
        Map<TopicPartition, OffsetAndMetadata> offsets,
        ConsumerGroupMetadata group) {
    WorkerBatch {
        replies = List.copyOf(replies);
        offsets = Map.copyOf(offsets);
    }

    boolean done() {
        return replies.stream().allMatch(Future::isDone);
    }
}
