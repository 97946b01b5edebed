package dev.sluice.schemas.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of one edge of Sluice and reads and writes their W3C context. Without an OpenTelemetry SDK {@link #on} is false, and who
 * asks that first neither parses nor allocates anything. Thread-safe.
 */
public final class Spans {
    /** The header that the context travels in. */
    public static final String HEADER = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final FromText FROM_TEXT = new FromText();

    private final Tracer tracer;
    private final boolean on;

    private Spans(Tracer tracer, boolean on) {
        this.tracer = tracer;
        this.on = on;
    }

    /** The spans of this edge, {@code dev.sluice.executor} for example. */
    public static Spans of(OpenTelemetry telemetry, String edge) {
        return new Spans(
                telemetry.getTracer(edge), !telemetry.getTracerProvider().equals(TracerProvider.noop()));
    }

    /** None, at no cost. */
    public static Spans off() {
        return of(OpenTelemetry.noop(), "none");
    }

    public boolean on() {
        return on;
    }

    /** Begins a span of a job under this parent; the job's messages come from or go to this topic. */
    public Span begin(String operation, SpanKind kind, Context parent, String topic, String jobId) {
        return tracer.spanBuilder(operation + " " + topic)
                .setParent(parent)
                .setSpanKind(kind)
                .setAttribute(SpanKeys.MESSAGING_SYSTEM, "kafka")
                .setAttribute(SpanKeys.OPERATION_NAME, operation)
                .setAttribute(SpanKeys.OPERATION_TYPE, kind == SpanKind.PRODUCER ? "send" : "process")
                .setAttribute(SpanKeys.DESTINATION, topic)
                .setAttribute(SpanKeys.CONVERSATION, jobId)
                .setAttribute(SpanKeys.JOB_ID, jobId)
                .startSpan();
    }

    /** The context that a record carries, or none if it has no header, or one that is not well formed. */
    public static Context parent(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return parent(header == null || header.value() == null ? null : text(header));
    }

    /** The context that this text means, or none. */
    public static Context parent(@Nullable String traceparent) {
        return traceparent == null ? Context.root() : W3C.extract(Context.root(), traceparent, FROM_TEXT);
    }

    /** The text that makes others children of this span; empty for a span that is none. */
    public static Optional<String> traceparent(Span span) {
        if (!span.getSpanContext().isValid()) {
            return Optional.empty();
        }
        String[] written = new String[1];
        Consumer<String> keep = value -> written[0] = value;
        W3C.inject(Context.root().with(span), keep, (carrier, key, value) -> {
            if (carrier != null && key.equals(HEADER)) {
                carrier.accept(value);
            }
        });
        return Optional.ofNullable(written[0]);
    }

    /** The text that this header holds. */
    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.US_ASCII);
    }

    private static final class FromText implements TextMapGetter<String> {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(HEADER) ? traceparent : null;
        }
    }
}
