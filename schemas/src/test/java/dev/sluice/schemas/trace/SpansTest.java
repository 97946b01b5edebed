package dev.sluice.schemas.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SpansTest {
    private final InMemorySpanExporter made = InMemorySpanExporter.create();
    private final Spans spans = Spans.of(
            OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(made))
                            .build())
                    .build(),
            "test");

    @Test
    void withoutAnSdkThereIsNothingToBeMade() {
        Spans without = Spans.of(OpenTelemetry.noop(), "test");

        assertThat(without.on()).isFalse();
        assertThat(spans.on()).isTrue();
    }

    @Test
    void aSpanIsTheChildOfWhatTheHeaderNames() {
        Span first = spans.begin("submit", SpanKind.PRODUCER, Context.root(), "requests", "j1");
        String header = Spans.traceparent(first).orElseThrow();
        var headers = new RecordHeaders().add(Spans.HEADER, header.getBytes(StandardCharsets.US_ASCII));

        spans.begin("dispatch", SpanKind.CONSUMER, Spans.parent(headers), "requests", "j1")
                .end();

        SpanData child = made.getFinishedSpanItems().get(0);
        assertThat(child.getName()).isEqualTo("dispatch requests");
        assertThat(child.getTraceId()).isEqualTo(first.getSpanContext().getTraceId());
        assertThat(child.getParentSpanId()).isEqualTo(first.getSpanContext().getSpanId());
        assertThat(child.getAttributes().get(SpanKeys.JOB_ID)).isEqualTo("j1");
    }

    @Test
    void aHeaderThatIsNoContextIsNoParent() {
        for (String wrong :
                List.of("", "not a trace", "00-zz", "00-00000000000000000000000000000000-0000000000000000-01")) {
            var headers = new RecordHeaders().add(Spans.HEADER, wrong.getBytes(StandardCharsets.UTF_8));

            Span under = Span.fromContext(Spans.parent(headers));

            assertThat(under.getSpanContext().isValid()).as(wrong).isFalse();
        }
    }

    @Test
    void noSpanHasNoText() {
        assertThat(Spans.traceparent(Span.getInvalid())).isEmpty();
    }
}
