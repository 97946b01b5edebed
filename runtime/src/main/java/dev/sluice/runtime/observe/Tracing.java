package dev.sluice.runtime.observe;

import dev.sluice.runtime.settings.SettingsReader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the spans of a process go: nowhere, unless {@code trace.endpoint} or one of OpenTelemetry's own variables names a collector. All of
 * those variables hold then (sampler, headers, resource); only spans are sent, never metrics or logs. Start it before the services are made,
 * which ask {@code GlobalOpenTelemetry} once. Start and close belong to one thread.
 */
public final class Tracing implements AutoCloseable {
    private static final List<String> SWITCHES =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER");

    private final String endpoint;
    private final Map<String, String> environment;
    private @Nullable OpenTelemetrySdk running;

    private Tracing(String endpoint, Map<String, String> environment) {
        this.endpoint = endpoint;
        this.environment = environment;
    }

    /** Reads {@code trace.*}. */
    public static Tracing read(SettingsReader reader, Map<String, String> environment) {
        String endpoint = reader.text(
                "trace.endpoint",
                "",
                "Collector that spans are sent to over OTLP/HTTP, http://localhost:4318 for example");
        return new Tracing(endpoint, Map.copyOf(environment));
    }

    /** Whether spans are made at all. */
    public boolean on() {
        return !endpoint.isEmpty() || SWITCHES.stream().anyMatch(environment::containsKey);
    }

    /** Makes what is found at {@code GlobalOpenTelemetry} from now on, if there is anything to be made. */
    public void start() {
        if (!on()) {
            return;
        }
        running = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(Tracing::usual)
                .addPropertiesCustomizer(
                        given -> endpoint.isEmpty() ? Map.of() : Map.of("otel.exporter.otlp.endpoint", endpoint))
                .disableShutdownHook()
                .setResultAsGlobal()
                .build()
                .getOpenTelemetrySdk();
    }

    /** Sends what is left, for a few seconds at most. */
    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Unless OpenTelemetry's variables say otherwise. The JDK's client speaks HTTP, not gRPC. */
    private static Map<String, String> usual() {
        Map<String, String> usual = new HashMap<>();
        usual.put("otel.service.name", "sluice");
        usual.put("otel.traces.exporter", "otlp");
        usual.put("otel.metrics.exporter", "none");
        usual.put("otel.logs.exporter", "none");
        usual.put("otel.exporter.otlp.protocol", "http/protobuf");
        return usual;
    }
}
