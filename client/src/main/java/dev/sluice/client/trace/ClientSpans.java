package dev.sluice.client.trace;

import dev.sluice.message.JobError;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.trace.SpanKeys;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a client: {@code submit}, child of what the calling thread is doing, and {@code receive}, child of what answered.
 * Thread-safe.
 */
public final class ClientSpans {
    private final Spans spans;

    public ClientSpans(OpenTelemetry telemetry) {
        this.spans = Spans.of(telemetry, "dev.sluice.client");
    }

    /** A request is about to be published; its record is to carry the context of this span. */
    public Span submit(QueryRequest request) {
        return spans.on()
                ? spans.begin("submit", SpanKind.PRODUCER, Context.current(), request.getTopic(), request.getJobId())
                        .setAttribute(SpanKeys.DB_NAMESPACE, request.getDatabase())
                        .setAttribute(SpanKeys.TENANT, request.getTenant())
                : Span.getInvalid();
    }

    /** The request was published, or was not. */
    public void submitted(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setAttribute(SpanKeys.ERROR, failure.getClass().getName());
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** A reply to a job that is followed has come. */
    public void received(ConsumerRecord<String, byte[]> record, QueryReply reply) {
        if (!spans.on() || reply.getKind() != ReplyKind.OUTCOME) {
            return;
        }
        Span span = spans.begin(
                "receive", SpanKind.CONSUMER, Spans.parent(record.headers()), record.topic(), reply.getJobId());
        span.setAttribute(SpanKeys.TENANT, reply.getTenant())
                .setAttribute(SpanKeys.OUTCOME, String.valueOf(reply.getState()));
        JobError error = reply.getError();
        if (error != null) {
            span.setAttribute(SpanKeys.ERROR, error.getCode().name());
        }
        span.end();
    }
}
