package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.execute.TryResult;
import dev.sluice.executor.take.Deliveries;
import dev.sluice.executor.take.Delivery;
import dev.sluice.executor.trace.TrySpans;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryJob;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.trace.SpanKeys;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrySpansTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String DISPATCHER = "b7ad6b7169203331";

    private final InMemorySpanExporter made = InMemorySpanExporter.create();
    private final Spans spans = Spans.of(
            OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(made))
                            .build())
                    .build(),
            "test");
    private final QueryJob job = Jobs.read("postgresql", "shop", "SELECT 'literal'");

    @Test
    void everyTryIsASpanUnderTheOneThatRoutedTheJob() {
        Delivery delivery = routed();
        TrySpans tries = new TrySpans(spans, false);
        var why = ErrorCatalog.error(ErrorCode.DEADLOCK, "of SELECT 'literal'", "40P01", null);

        tries.end(tries.begin(job, delivery), new TryResult.Again(why, Duration.ZERO));
        tries.end(tries.begin(job, delivery), new TryResult.Abandoned());

        assertThat(made.getFinishedSpanItems()).extracting(SpanData::getTraceId).containsOnly(TRACE_ID);
        assertThat(made.getFinishedSpanItems())
                .extracting(SpanData::getParentSpanId)
                .containsExactly(DISPATCHER, DISPATCHER);
        SpanData first = made.getFinishedSpanItems().getFirst();
        assertThat(first.getName()).isEqualTo("execute " + job.getTopic());
        assertThat(first.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(first.getAttributes().get(SpanKeys.OUTCOME)).isEqualTo("RETRYING");
        assertThat(first.getAttributes().get(SpanKeys.ERROR)).isEqualTo("DEADLOCK");
        assertThat(first.getAttributes().get(SpanKeys.DB_STATUS)).isEqualTo("40P01");
        assertThat(first.getAttributes().get(SpanKeys.DB_SYSTEM)).isEqualTo("postgresql");
        assertThat(first.getAttributes().get(SpanKeys.DB_NAMESPACE)).isEqualTo("shop");
        assertThat(first.getAttributes().get(SpanKeys.JOB_ID)).isEqualTo(job.getJobId());
        assertThat(first.toString()).doesNotContain("literal");
    }

    @Test
    void whatIsSaidOfAJobBelongsToItsLastTry() {
        Delivery delivery = routed();

        Span span = new TrySpans(spans, false).begin(job, delivery);

        assertThat(trace(delivery))
                .isEqualTo("00-" + TRACE_ID + "-" + span.getSpanContext().getSpanId() + "-01");
    }

    @Test
    void theTextIsShownOnlyIfAllowed() {
        TrySpans tries = new TrySpans(spans, true);

        tries.end(tries.begin(job, routed()), new TryResult.Abandoned());

        assertThat(made.getFinishedSpanItems().getFirst().getAttributes().get(SpanKeys.DB_QUERY))
                .isEqualTo("SELECT 'literal'");
    }

    @Test
    void withoutTracingTheContextIsPassedOnAsItCame() {
        Delivery delivery = routed();
        TrySpans tries = new TrySpans(Spans.off(), true);

        tries.end(tries.begin(job, delivery), new TryResult.Abandoned());

        assertThat(trace(delivery)).isEqualTo("00-" + TRACE_ID + "-" + DISPATCHER + "-01");
    }

    private static Delivery routed() {
        return Deliveries.traced("00-" + TRACE_ID + "-" + DISPATCHER + "-01");
    }

    private static String trace(Delivery delivery) {
        return new String(delivery.trace().getFirst().value(), StandardCharsets.US_ASCII);
    }
}
