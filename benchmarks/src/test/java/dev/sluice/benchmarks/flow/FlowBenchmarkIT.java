package dev.sluice.benchmarks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.OpenLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All stages, each for a moment, on the real platform. */
class FlowBenchmarkIT {
    private static final Rounds BRIEF = new Rounds(
            1,
            Duration.ofMillis(100),
            new OpenLoop(50, Duration.ofMillis(500)),
            new ClosedLoop(16, Duration.ofMillis(300)));

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void measuresEveryStageInOneRun() throws Exception {
        List<String> progress = new CopyOnWriteArrayList<>();

        FlowResult result = new FlowBenchmark(BRIEF, progress::add)
                .run(
                        List.of(Delivery.AT_LEAST_ONCE),
                        folder,
                        (data, delivery) -> StandalonePlatform.start(data, delivery, List.of()));

        JsonNode json = new FlowReport(result, 2).json();
        assertThat(List.of(
                        "rawRoundTripP50Millis",
                        "passThroughP50Millis",
                        "p50Millis",
                        "p99Millis",
                        "jobsPerSecond",
                        "jdbcPerSecond"))
                .allSatisfy(key -> assertThat(json.path(key).asDouble()).as(key).isPositive());
        assertThat(json.at("/profiles/at_least_once/meanMillisAtRate/database").asDouble())
                .isPositive();
        assertThat(progress)
                .contains("raw Kafka round trip", "Sluice, whole flow, executors at_least_once")
                .anyMatch(line -> line.contains("round 1 of 1 at 50/s"));
    }
}
