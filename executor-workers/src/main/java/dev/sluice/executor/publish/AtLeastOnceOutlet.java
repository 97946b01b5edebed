package dev.sluice.executor.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Records acknowledged by all replicas, offsets later: an outcome may be sent again, see {@link Delivered#AT_LEAST_ONCE}. */
final class AtLeastOnceOutlet implements Outlet {
    private final PlainProducer producer;

    AtLeastOnceOutlet(PlainProducer producer) {
        this.producer = producer;
    }

    @Override
    public void open() {
        // The producer is shared and opened by its owner.
    }

    @Override
    public void send(
            List<ProducerRecord<String, byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<String, byte[]> record : records) {
            sent.add(begun(producer.send(record), record.topic()));
        }
        awaitAll(sent, records);
    }

    /** Throws what is wrong with a topic rather than what follows from that for the other records. */
    static void awaitAll(List<Future<RecordMetadata>> sent, List<ProducerRecord<String, byte[]>> records) {
        RuntimeException first = null;
        for (int i = 0; i < sent.size(); i++) {
            try {
                await(sent.get(i), records.get(i).topic());
            } catch (RefusedTopicsException refused) {
                throw refused;
            } catch (KafkaException failed) {
                first = first == null ? failed : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** What fails at once fails here, before more is sent: the producer waits for each record of a topic that is gone. */
    static Future<RecordMetadata> begun(Future<RecordMetadata> sending, String topic) {
        if (sending.isDone()) {
            await(sending, topic);
        }
        return sending;
    }

    static void await(Future<RecordMetadata> acknowledgement, String topic) {
        try {
            await(acknowledgement);
        } catch (KafkaException failed) {
            throw RefusedTopicsException.of(failed, topic);
        }
    }

    static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get(); // bounded by the producer's delivery time-out
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException cause ? cause : new KafkaException(failed.getCause());
        }
    }

    @Override
    public boolean commitsOffsets() {
        return false;
    }

    @Override
    public void close() {
        // As with open().
    }
}
