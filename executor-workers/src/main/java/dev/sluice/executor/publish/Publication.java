package dev.sluice.executor.publish;

import dev.sluice.executor.take.Delivery;
import dev.sluice.executor.take.Settlement.Settled;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is to be published for one delivery.
 *
 * @param then runs once it is published, on the publisher's thread: it must be short and must not throw
 */
record Publication(Delivery delivery, Settled settled, List<ProducerRecord<String, byte[]>> records, Runnable then) {
    Publication {
        records = List.copyOf(records);
    }

    /** Where the first record goes: the reply, if there is one. Empty without records. */
    String topic() {
        return records.isEmpty() ? "" : records.getFirst().topic();
    }
}
