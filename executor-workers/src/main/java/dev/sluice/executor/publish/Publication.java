package dev.sluice.executor.publish;

import dev.sluice.executor.take.Delivery;
import dev.sluice.executor.take.Settlement.Settled;
import java.util.List;
import java.util.function.UnaryOperator;
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

    /** The same by way of other topics. */
    Publication redirected(UnaryOperator<String> instead) {
        return new Publication(
                delivery,
                settled,
                records.stream()
                        .map(record -> new ProducerRecord<>(
                                instead.apply(record.topic()), null, record.key(), record.value(), record.headers()))
                        .toList(),
                then);
    }
}
