package dev.sluice.executor.publish;

import dev.sluice.runtime.service.Health;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Sends a batch of records, all of them or an exception. Used by one thread. */
interface Outlet extends AutoCloseable {
    /** Makes ready to send, and ends whatever a predecessor of the same name left unfinished. Safe to call again. */
    void open();

    /**
     * Sends and waits until the records are safe. Throws {@link UncertainCommitException} if nobody can say, and
     * {@link RefusedTopicsException} if some topics take nothing.
     */
    void send(
            List<ProducerRecord<String, byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group);

    /** True if the offsets are committed with the records; otherwise the source has to commit them afterwards. */
    boolean commitsOffsets();

    /** What is wrong though records are sent. Asked by any thread. */
    default Health check() {
        return Health.up();
    }

    @Override
    void close();
}
