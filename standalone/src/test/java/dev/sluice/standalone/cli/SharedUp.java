package dev.sluice.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One platform for all test classes that need no other: started for the first of them, stopped after the last. Each keeps to tenants,
 * names and tables of its own.
 */
final class SharedUp implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedUp.class);

    /** What every span of the platform, and of whatever client a test makes, comes to. */
    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

    private JsonNode addresses = Json.object();

    @Override
    public void beforeAll(ExtensionContext context) {
        addresses = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, none -> Running.start(), Running.class)
                .addresses;
    }

    /** Every span that ended so far, of every test class. */
    static List<SpanData> spans() {
        return SPANS.getFinishedSpanItems();
    }

    /** Where everything answers. */
    JsonNode addresses() {
        return addresses;
    }

    /** Closed by JUnit at the end of the run, because the store holds it. */
    private static final class Running implements AutoCloseable {
        private final Path folder;
        private final UpCommandLine up;
        private final JsonNode addresses;

        private Running(Path folder, UpCommandLine up, JsonNode addresses) {
            this.folder = folder;
            this.up = up;
            this.addresses = addresses;
        }

        static Running start() {
            try {
                Path folder = Files.createTempDirectory("sluice-up");
                collectSpans();
                var up = new UpCommandLine();
                JsonNode addresses =
                        up.start(folder.resolve("data"), "--set", "dispatcher.policy.allowedFunctions=pg_sleep");
                return new Running(folder, up, addresses);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Another test class of this process may have found that there is nothing to send spans with, or find it this moment. */
        private static void collectSpans() {
            OpenTelemetrySdk collecting = OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                            .build())
                    .build();
            while (!set(collecting)) {
                Thread.onSpinWait();
            }
        }

        private static boolean set(OpenTelemetry telemetry) {
            GlobalOpenTelemetry.resetForTest();
            try {
                GlobalOpenTelemetry.set(telemetry);
                return true;
            } catch (IllegalStateException asked) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                up.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> insideOut = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : insideOut) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
