package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ClientSettings;
import dev.sluice.client.JobResult;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.JobState;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.trace.SpanKeys;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a platform shows of itself: meters of its Kafka clients, and the trace of a job. */
class ObservedIT {
    @RegisterExtension
    private static final SharedUp UP = new SharedUp();

    private SluiceClient client;

    @BeforeEach
    void connect() {
        String registry = UP.addresses().path("registry").asText();
        client = new SluiceClient(
                ClientSettings.of(UP.addresses().path("bootstrapServers").asText(), "observed", "tester"),
                new HttpSchemaRegistry(RegistrySettings.at(URI.create(registry))));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void oneTraceLeadsFromTheProducerToItsReply() throws Exception {
        JobResult result = client.run(client.sql("demo", "select 'secret' || ?").parameter("word"))
                .get(120, TimeUnit.SECONDS);

        assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
        List<SpanData> trace = trace(result.jobId(), 4);
        assertThat(trace)
                .extracting(SpanData::getName)
                .containsExactly(
                        "submit sluice.requests.normal",
                        "dispatch sluice.requests.normal",
                        "execute sluice.jobs.postgresql.fast",
                        "receive sluice.replies");
        assertThat(trace)
                .extracting(SpanData::getTraceId)
                .containsOnly(trace.getFirst().getTraceId());
        assertThat(trace.getFirst().getParentSpanContext().isValid()).isFalse();
        for (int child = 1; child < trace.size(); child++) {
            assertThat(trace.get(child).getParentSpanId())
                    .isEqualTo(trace.get(child - 1).getSpanId());
        }
        assertThat(trace.toString()).doesNotContain("secret").doesNotContain("word");
    }

    @Test
    void anotherAttemptStaysInTheTraceAndHangsUnderTheProducerToo() throws Exception {
        // Longer than reads may take on the fast lane: it goes on in the next.
        JobResult result =
                client.run(client.sql("demo", "select 'observed', pg_sleep(3)")).get(120, TimeUnit.SECONDS);

        assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
        List<SpanData> trace = trace(result.jobId(), 6);
        assertThat(trace)
                .extracting(SpanData::getTraceId)
                .containsOnly(trace.getFirst().getTraceId());
        assertThat(trace)
                .extracting(SpanData::getParentSpanId)
                .containsExactly(
                        "0000000000000000",
                        trace.get(0).getSpanId(),
                        trace.get(1).getSpanId(),
                        trace.get(0).getSpanId(),
                        trace.get(3).getSpanId(),
                        trace.get(4).getSpanId());
        assertThat(trace)
                .extracting(span -> span.getAttributes().get(SpanKeys.OUTCOME))
                .containsExactly(null, "ADMITTED", "RELEASED", "ADMITTED", "SUCCEEDED", "SUCCEEDED");
        assertThat(trace.get(2).getAttributes().get(SpanKeys.ERROR)).isEqualTo("LEASH_OVERRUN");
        assertThat(trace.get(4).getAttributes().get(SpanKeys.LANE)).isEqualTo("MEDIUM");
    }

    @Test
    void metricsShowEveryKindOfKafkaClientAndLittleOfEach() throws Exception {
        URI metrics = URI.create(UP.addresses().path("api").asText() + "/metrics");

        String shown = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(shown)
                .contains("kafka_producer_record_send_total{", "kafka_consumer_coordinator_rebalance_total{")
                .contains("kafka_stream_alive_stream_threads{", "hikaricp_connections_active{");
        assertThat(shown.lines().filter(line -> line.startsWith("kafka_"))).hasSizeLessThan(1_000);
    }

    /** The spans of a job, in the order they began, once there are so many. */
    private static List<SpanData> trace(String jobId, int spans) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> spansOf(jobId), found -> found.size() >= spans);
    }

    private static List<SpanData> spansOf(String jobId) {
        return SharedUp.spans().stream()
                .filter(span -> jobId.equals(span.getAttributes().get(SpanKeys.JOB_ID)))
                .sorted((a, b) -> Long.compare(a.getStartEpochNanos(), b.getStartEpochNanos()))
                .toList();
    }
}
