package dev.sluice.client.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.trace.SpanKeys;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ClientSpansTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String EXECUTOR = "b7ad6b7169203331";

    private final InMemorySpanExporter made = InMemorySpanExporter.create();
    private final OpenTelemetry telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(made))
                    .build())
            .build();

    @Test
    void anOutcomeIsReceivedUnderWhatAnswered() {
        new ClientSpans(telemetry).received(record(), reply(ReplyKind.OUTCOME));

        SpanData span = made.getFinishedSpanItems().get(0);
        assertThat(span.getName()).isEqualTo("receive replies");
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(EXECUTOR);
        assertThat(span.getAttributes().get(SpanKeys.OUTCOME)).isEqualTo("SUCCEEDED");
    }

    @Test
    void rowsOnTheirWayMakeNoSpan() {
        new ClientSpans(telemetry).received(record(), reply(ReplyKind.ROWS));

        assertThat(made.getFinishedSpanItems()).isEmpty();
    }

    private static ConsumerRecord<String, byte[]> record() {
        var record = new ConsumerRecord<>("replies", 0, 0L, "j1", new byte[0]);
        String trace = "00-" + TRACE_ID + "-" + EXECUTOR + "-01";
        record.headers().add(Spans.HEADER, trace.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    private static QueryReply reply(ReplyKind kind) {
        return QueryReply.newBuilder()
                .setJobId("j1")
                .setTenant("acme")
                .setDatabase("shop")
                .setResultId("r1")
                .setKind(kind)
                .setAt(Instant.EPOCH)
                .setState(JobState.SUCCEEDED)
                .build();
    }
}
