package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Lane;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.trace.SpanKeys;
import dev.sluice.schemas.trace.Spans;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String PRODUCER = "b7ad6b7169203331";

    @TempDir
    private Path directory;

    private final InMemorySpanExporter made = InMemorySpanExporter.create();
    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        var telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(made))
                        .build())
                .build();
        driver = new DispatcherDriver(directory, Spans.of(telemetry, "test"));
        Requests.defineUsual(driver);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aRoutedJobCarriesTheSpanThatRoutedItUnderTheSpanOfItsProducer() {
        QueryRequest request = Requests.request(driver, "select 1").build();

        send(request);

        SpanData span = made.getFinishedSpanItems().getFirst();
        assertThat(made.getFinishedSpanItems()).hasSize(1);
        assertThat(span.getName()).isEqualTo("dispatch " + request.getTopic());
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(PRODUCER);
        assertThat(span.getAttributes().get(SpanKeys.LANE)).isEqualTo("FAST");
        assertThat(span.getAttributes().get(SpanKeys.DB_NAMESPACE)).isEqualTo("shop");
        assertThat(span.getAttributes().get(SpanKeys.ATTEMPT)).isEqualTo(1);
        TestRecord<String, byte[]> routed = driver.raw(DispatcherDriver.TOPICS.jobs("postgresql", Lane.FAST))
                .getFirst();
        assertThat(new String(routed.getHeaders().lastHeader(Spans.HEADER).value(), StandardCharsets.US_ASCII))
                .isEqualTo("00-" + TRACE_ID + "-" + span.getSpanId() + "-01");
    }

    @Test
    void aRefusalIsASpanWithItsErrorCode() {
        send(Requests.request(driver, "select 1").setDatabase("nowhere").build());

        SpanData span = made.getFinishedSpanItems().getFirst();
        assertThat(span.getParentSpanId()).isEqualTo(PRODUCER);
        assertThat(span.getAttributes().get(SpanKeys.ERROR)).isEqualTo("UNKNOWN_DATABASE");
        assertThat(span.getAttributes().get(SpanKeys.OUTCOME)).isEqualTo("REJECTED");
    }

    private void send(QueryRequest request) {
        String trace = "00-" + TRACE_ID + "-" + PRODUCER + "-01";
        var headers = new RecordHeaders().add(Spans.HEADER, trace.getBytes(StandardCharsets.US_ASCII));
        driver.send(
                request.getTopic(), new TestRecord<>(request.getDatabase(), driver.messages.encode(request), headers));
    }
}
