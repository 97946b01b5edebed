package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.serde.UncheckedRegistryException;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.schemas.trace.Spans;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes messages under their database as key, which Kafka's default partitioner hashes with murmur2: what the dispatcher expects.
 * Thread-safe.
 */
final class Publisher implements AutoCloseable {
    private final Messages messages;
    private final Producer<String, byte[]> producer;

    Publisher(ClientSettings settings, Messages messages) {
        this.messages = messages;
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Completes once all in-sync replicas have the record, or fails with {@link ClientException}. */
    CompletableFuture<Submitted> publish(
            String topic, String database, String jobId, SpecificRecord message, Optional<String> traceparent) {
        byte[] bytes;
        try {
            bytes = encode(message);
        } catch (ClientException e) {
            return CompletableFuture.failedFuture(e);
        }
        var record = new ProducerRecord<>(topic, database, bytes);
        traceparent.ifPresent(trace -> record.headers().add(Spans.HEADER, trace.getBytes(StandardCharsets.US_ASCII)));
        CompletableFuture<Submitted> acknowledged = new CompletableFuture<>();
        try {
            var unused = producer.send(record, (written, failure) -> {
                if (failure == null) {
                    acknowledged.complete(new Submitted(jobId, topic, written.partition(), written.offset()));
                } else {
                    acknowledged.completeExceptionally(notPublished(topic, failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            // IllegalStateException is how Kafka says that the producer was closed.
            acknowledged.completeExceptionally(notPublished(topic, e));
        }
        return acknowledged;
    }

    private byte[] encode(SpecificRecord message) {
        byte[] bytes;
        try {
            bytes = messages.encode(message);
        } catch (UncheckedRegistryException e) {
            throw new ClientException(ErrorCode.REGISTRY_UNAVAILABLE, "not published: " + e.getMessage(), e);
        } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new ClientException(
                    ErrorCode.INVALID_REQUEST,
                    "not published: a field is missing or has a value of the wrong type: " + e.getMessage(),
                    e);
        }
        if (bytes.length > Messages.DEFAULT_MAX_REQUEST_BYTES) {
            throw new ClientException(
                    ErrorCode.INVALID_REQUEST,
                    "not published: the request has " + bytes.length + " bytes of at most "
                            + Messages.DEFAULT_MAX_REQUEST_BYTES + ": load the data another way, or in parts",
                    null);
        }
        return bytes;
    }

    private static ClientException notPublished(String topic, Exception cause) {
        return new ClientException(
                ErrorCode.KAFKA_UNAVAILABLE,
                "not published to " + topic + ": " + cause.getMessage() + "; the same request may be sent again",
                cause);
    }
}
