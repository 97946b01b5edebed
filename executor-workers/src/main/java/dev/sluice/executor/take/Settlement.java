package dev.sluice.executor.take;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Publishes what belongs to deliveries, together with the offsets that say so. */
@FunctionalInterface
public interface Settlement {
    /**
     * Called while none of these deliveries can be taken away. A normal return means published; an exception means not.
     *
     * @param owned those of the deliveries asked for that are still ours
     */
    void publish(Set<Delivery> owned, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

    /** What a settlement says of a delivery. */
    enum Settled {
        /** Its job is about to start; the start is counted before it runs. */
        STARTING,
        /** It was stopped before its end, without effect, and goes to the next owner as if it had not been started. */
        GIVEN_BACK,
        /** Its outcome is published with the settlement, and it is never delivered again. */
        DONE
    }
}
