package dev.sluice.executor.publish;

import dev.sluice.executor.take.Delivery;
import dev.sluice.executor.take.Settlement.Settled;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be published for one delivery.
 *
 * @param then runs once it is published, on the publisher's thread: it must be short
 */
record Publication(Delivery delivery, Settled settled, List<ProducerRecord<String, byte[]>> records, Runnable then) {
    private static final Logger log = LoggerFactory.getLogger(Publication.class);

    Publication {
        records = List.copyOf(records);
    }

    /** Does what follows. It has been published whatever becomes of that. */
    void goOn() {
        try {
            then.run();
        } catch (RuntimeException | Error broken) {
            log.atError()
                    .addKeyValue("partition", delivery.record().partition())
                    .addKeyValue("offset", delivery.record().offset())
                    .setCause(broken)
                    .log("What should follow a start could not begin; its record comes again after a restart");
        }
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
