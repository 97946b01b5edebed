package dev.sluice.executor.publish;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records and offsets in one transaction. The transactional id is fixed for an instance and lane: a new process ends what its
 * dead predecessor left open at once, instead of holding up readers until the transaction times out.
 */
final class TransactionalOutlet implements Outlet {
    /** Back-to-back transactions meet the end of the one before and wait this long; the default of 100 ms would be the latency. */
    private static final int RETRY_BACKOFF_MILLIS = 5;

    /**
     * The records of a group should leave in one request: the first request of a transaction may have to wait for the end of the one
     * before, and the broker turns away those that overtake it. The flush ends the lingering.
     */
    private static final int LINGER_MILLIS = 5;

    private static final int BATCH_BYTES = 256 * 1024;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;
    /** A record that is later than its transaction is of no use, and its partition cannot be given up while we wait for it. */
    private static final int DELIVERY_TIMEOUT_MILLIS = TRANSACTION_TIMEOUT_MILLIS;

    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int MAX_BLOCK_MILLIS = 10_000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final Duration TOLD_FOR = Duration.ofMinutes(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String transactionalId;
    private final KafkaConnection kafka;
    private final MeterRegistry meters;
    private @Nullable KafkaProducer<String, byte[]> producer;
    private @Nullable KafkaClientMetrics measured;
    private volatile long fencedAt = NEVER;

    TransactionalOutlet(String transactionalId, KafkaConnection kafka, MeterRegistry meters) {
        this.transactionalId = transactionalId;
        this.kafka = kafka;
        this.meters = meters;
    }

    @Override
    public void open() {
        if (producer != null) {
            return;
        }
        KafkaProducer<String, byte[]> opened = new KafkaProducer<>(
                kafka.with(transactionalId, settings()), new StringSerializer(), new ByteArraySerializer());
        try {
            opened.initTransactions();
        } catch (RuntimeException failed) {
            opened.close(CLOSE_TIMEOUT);
            throw failed;
        }
        producer = opened;
        measured = new KafkaClientMetrics(opened);
        measured.bindTo(meters);
    }

    @Override
    public void send(
            List<ProducerRecord<String, byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        try {
            open.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
            for (ProducerRecord<String, byte[]> record : records) {
                sent.add(AtLeastOnceOutlet.begun(open.send(record), record.topic()));
            }
            open.flush();
            AtLeastOnceOutlet.awaitAll(sent, records); // none of which has to be waited for any more
            open.sendOffsetsToTransaction(offsets, group);
        } catch (RuntimeException failed) {
            note(failed);
            abort(open);
            throw RefusedTopicsException.of(failed, null);
        }
        commit(open);
    }

    @Override
    public boolean commitsOffsets() {
        return true;
    }

    @Override
    public void close() {
        if (measured != null) {
            measured.close();
            measured = null;
        }
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }

    /** Two that fence each other both go on, slowly: neither must look healthy between two rounds. */
    @Override
    public Health check() {
        long since = fencedAt;
        return since == NEVER || System.nanoTime() - since > TOLD_FOR.toNanos()
                ? Health.up()
                : new Health.Degraded(
                        "its producer was fenced: another process publishes as " + transactionalId
                                + ", or Kafka ended a transaction that lasted. Give every executor an executor.instance of its own");
    }

    private void note(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                fencedAt = System.nanoTime();
            }
        }
    }

    private void commit(KafkaProducer<String, byte[]> open) {
        try {
            open.commitTransaction();
        } catch (RuntimeException failed) {
            note(failed);
            close(); // a new producer finishes or aborts this transaction, and only then can one ask what became of it
            throw new UncertainCommitException(failed);
        }
    }

    private void abort(KafkaProducer<String, byte[]> open) {
        try {
            open.abortTransaction();
        } catch (RuntimeException hopeless) {
            close(); // fenced or broken, which Kafka tells by an IllegalStateException, too: the next open() starts
            // over
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS,
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES,
                ProducerConfig.ACKS_CONFIG, "all");
    }
}
