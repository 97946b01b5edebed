package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    @TempDir
    private Path folder;

    private final RecordedShell sluice = new RecordedShell(Map.of(), "");

    @Test
    void theWholeDemoMatchesAndSaysSoInOneJsonObject() throws IOException {
        String small = "demo --exit --json --scale 0.001 --selects 80 --writes 40";
        String anywhere = " --port 0 --kafka-port 0 --registry-port 0 --postgres-port 0 --data ";

        int exitCode = sluice.run((small + anywhere + folder.resolve("demo")).split(" ", -1));

        assertThat(exitCode).as(sluice.err()).isZero();
        JsonNode report = sluice.lastLine();
        assertThat(report.path("jobs").asLong()).isGreaterThan(160);
        assertThat(report.path("failedAsExpected").asLong()).isPositive();
        assertThat(report.path("failedUnexpectedly").asLong()).isZero();
        assertThat(report.path("mismatches").asLong()).isZero();
        assertThat(report.path("duplicates").asLong()).isZero();
        assertThat(report.path("p50Millis").asDouble()).isPositive();
        assertThat(report.path("p99Millis").asDouble()).isPositive();
        assertThat(report.path("jobsPerSecond").asDouble()).isPositive();
        assertThat(report.path("lanes")).isNotEmpty();
    }
}
