package dev.sluice.executor.publish;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The idempotent producer outside transactions, for rows, progress and heartbeats of the whole process. Thread-safe once started. */
public final class PlainProducer {
    private static final int MAX_BLOCK_MILLIS = 5_000;
    /** For so long a topic may seem to be there that is not. */
    private static final int METADATA_AGE_MILLIS = 10_000;

    private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

    private final String clientId;
    private final KafkaConnection kafka;
    private final MeterRegistry meters;
    private volatile @Nullable KafkaProducer<String, byte[]> producer;
    private volatile @Nullable KafkaClientMetrics measured;

    public PlainProducer(String clientId, KafkaConnection kafka, MeterRegistry meters) {
        this.clientId = clientId;
        this.kafka = kafka;
        this.meters = meters;
    }

    public void start() {
        KafkaProducer<String, byte[]> started = new KafkaProducer<>(
                kafka.with(
                        clientId,
                        Map.of(
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                Topics.MAX_MESSAGE_BYTES,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                REQUEST_TIMEOUT_MILLIS,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                DELIVERY_TIMEOUT_MILLIS,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                MAX_BLOCK_MILLIS,
                                ProducerConfig.METADATA_MAX_AGE_CONFIG,
                                METADATA_AGE_MILLIS)),
                new StringSerializer(),
                new ByteArraySerializer());
        KafkaClientMetrics bound = new KafkaClientMetrics(started);
        bound.bindTo(meters);
        measured = bound;
        producer = started;
    }

    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return started().send(record);
    }

    /**
     * Whether a topic can be written to as far as its metadata says. Blocks for seconds if Kafka does not know it, and throws
     * TimeoutException if Kafka does not answer.
     */
    public boolean knows(String topic) {
        try {
            return !started().partitionsFor(topic).isEmpty();
        } catch (InvalidTopicException | TopicAuthorizationException unusable) {
            return false;
        } catch (TimeoutException unfound) {
            if (unfound.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw unfound;
        }
    }

    /** Whether a topic has a partition without leader, as far as its metadata says. Blocks for seconds if Kafka does not know it. */
    boolean leaderless(String topic) {
        try {
            return started().partitionsFor(topic).stream()
                    .anyMatch(partition ->
                            partition.leader() == null || partition.leader().isEmpty());
        } catch (KafkaException unanswered) {
            return true;
        }
    }

    public void close() {
        KafkaProducer<String, byte[]> open = producer;
        KafkaClientMetrics bound = measured;
        if (bound != null) {
            bound.close();
        }
        if (open != null) {
            open.close(Duration.ofSeconds(5));
        }
    }

    private KafkaProducer<String, byte[]> started() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            throw new IllegalStateException("not started");
        }
        return open;
    }
}
