package dev.sluice.api.submit;

import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.serde.UncheckedRegistryException;
import dev.sluice.schemas.trace.SpanKeys;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes requests and commands with an idempotent producer that waits for all in-sync replicas. The future completes once Kafka
 * has acknowledged, or fails with a problem within the producer's delivery time-out. Thread-safe.
 */
public final class RequestPublisher {
    private static final Logger log = LoggerFactory.getLogger(RequestPublisher.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;
    private final Messages messages;
    private final Optional<GatewaySeal> seal;
    private final Spans spans;

    /** With a seal, every record is marked as the gateway's. */
    public RequestPublisher(
            Producer<String, byte[]> producer, Messages messages, Optional<GatewaySeal> seal, Spans spans) {
        this.producer = producer;
        this.messages = messages;
        this.seal = seal;
        this.spans = spans;
    }

    /** Publishes a request or a command under this key. */
    public CompletableFuture<Void> publish(
            String topic, String key, SpecificRecord message, Optional<String> traceparent) {
        if (!spans.on() || !(message instanceof QueryRequest request)) {
            return send(topic, key, message, traceparent);
        }
        Span span = spans.begin(
                        "submit", SpanKind.PRODUCER, Spans.parent(traceparent.orElse(null)), topic, request.getJobId())
                .setAttribute(SpanKeys.DB_NAMESPACE, request.getDatabase())
                .setAttribute(SpanKeys.TENANT, request.getTenant());
        return send(topic, key, message, Spans.traceparent(span)).whenComplete((published, failure) -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        });
    }

    private CompletableFuture<Void> send(
            String topic, String key, SpecificRecord message, Optional<String> traceparent) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            byte[] value = messages.encode(message);
            ProducerRecord<String, byte[]> published = new ProducerRecord<>(topic, key, value);
            seal.ifPresent(gateway -> published.headers().add(GatewaySeal.HEADER, gateway.mark(topic, value)));
            traceparent.ifPresent(
                    trace -> published.headers().add(Spans.HEADER, trace.getBytes(StandardCharsets.UTF_8)));
            Future<?> unused = producer.send(published, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(unpublished(topic, failure));
                }
            });
        } catch (UncheckedRegistryException e) {
            acknowledged.completeExceptionally(Problem.retryable(
                            ErrorCode.REGISTRY_UNAVAILABLE,
                            "the schema registry does not answer, so nothing was submitted: " + e.getMessage(),
                            RETRY_AFTER)
                    .exception());
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(unpublished(topic, e));
        }
        return acknowledged;
    }

    private static RuntimeException unpublished(String topic, Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return Problem.of(ErrorCode.INVALID_REQUEST, "the request is larger than its topic takes")
                    .withStatus(413)
                    .exception();
        }
        log.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("errorCode", ErrorCode.KAFKA_UNAVAILABLE)
                .setCause(failure)
                .log("Kafka did not acknowledge; the caller was told to try again");
        return Problem.retryable(
                        ErrorCode.KAFKA_UNAVAILABLE,
                        "Kafka did not acknowledge in time; send the same again with the same jobId or Idempotency-Key, "
                                + "which is safe even if this one did arrive",
                        RETRY_AFTER)
                .exception();
    }
}
