package dev.sluice.executor.once;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sees jobs come and replies go. Set as {@code kafka.client.interceptor.classes}, it is both of producers and of consumers. */
public final class WatchedClients implements ProducerInterceptor<String, byte[]>, ConsumerInterceptor<String, byte[]> {
    private static volatile boolean replies;

    /** Whether the transaction that is open has replies in it. */
    static boolean hasReplies() {
        return replies;
    }

    static void repliesAreOut() {
        replies = false;
    }

    @Override
    public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
        if (records.partitions().stream()
                .anyMatch(partition -> partition.topic().startsWith("sluice.jobs."))) {
            Boundary.TAKEN.reached();
        }
        return records;
    }

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        if (record.topic().equals(ExecutorFleet.TOPICS.replies())) {
            Boundary.PUBLISHING.reached();
            replies = true;
        }
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null && metadata.topic().equals(ExecutorFleet.TOPICS.replies())) {
            Boundary.PUBLISHED.reached();
        }
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
}
