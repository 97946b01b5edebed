package dev.sluice.benchmarks.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.executor.publish.Delivered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every contender for a moment. Slow because JobRunr looks for work every five seconds. */
@Tag("fault")
class ExecuteBenchmarkIT {
    private static final Plan BRIEF = new Plan(
            1,
            Duration.ofMillis(100),
            new Plan.WarmUp(Duration.ofMillis(100), Duration.ofSeconds(1)),
            50,
            20_000,
            Delivered.AT_LEAST_ONCE,
            List.of());

    @TempDir
    private Path folder;

    @Test
    void measuresEveryContenderInOneRun() throws Exception {
        ExecuteResult result = new ExecuteBenchmark(BRIEF, new OnePart(BRIEF, line -> {}), line -> {}).run(folder);

        JsonNode json = new ExecuteReport(result).json();
        assertThat(List.of(
                        "jobsPerSecond",
                        "vsJdbc",
                        "vsWorker",
                        "vsParallelConsumer",
                        "vsDbScheduler",
                        "vsJobRunr",
                        "vsBareFlow",
                        "cleanReadsVsWorker",
                        "ledgeredInsertRatio",
                        "busyFraction",
                        "exportRatio",
                        "exportPeakHeapMiB"))
                .allSatisfy(key -> assertThat(json.path(key).asDouble()).as(key).isPositive());
        assertThat(json.path("contenders")).hasSize(8);
    }
}
