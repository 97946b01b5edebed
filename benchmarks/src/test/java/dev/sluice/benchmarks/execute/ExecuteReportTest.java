package dev.sluice.benchmarks.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.benchmarks.execute.job.Workload;
import dev.sluice.executor.publish.Delivered;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecuteReportTest {
    private static final Plan PLAN = new Plan(
            3,
            Duration.ofSeconds(1),
            new Plan.WarmUp(Duration.ofSeconds(3), Duration.ofSeconds(9)),
            200,
            1_000_000,
            Delivered.EXACTLY_ONCE,
            List.of());

    @Test
    void theTablesHaveEveryContender() {
        assertThat(report().lines(120))
                .anyMatch(line -> line.matches("plain HikariCP loop +40,000 +2\\.5 +9\\.5 +3\\.0 +25 +100"))
                .anyMatch(line -> line.matches("JobRunr +1,000 +2\\.5 +9\\.5 +3\\.0 +1,000 +100"))
                .anyMatch(line -> line.matches("Sluice, executor alone +3,500 +286 +1,750 +571 +100"));
    }

    @Test
    void targetsSayWhetherTheyAreMet() {
        assertThat(String.join("\n", report().lines(120)))
                .contains("target executor alone >= 0.8 x hand-written worker: 0.70, missed")
                .contains("as promised: 20,000/s, 0.50 x the plain loop, 2.00 x the worker")
                .contains("target whole flow >= 0.25 x parallel consumer: 0.20, missed")
                .contains("target whole flow >= 2 x JobRunr: 2.00, met")
                .contains(
                        "bare flow, its hops with nothing in them: 5.00 x JobRunr, 1.25 x db-scheduler; whole flow 0.40 of")
                .contains("9,000/s with bare rows of it in one round trip (0.75, the limit)")
                .contains("target ledgered insert >= 0.6 x one in its own transaction: 0.50, missed")
                .contains("target slots busy with 10 ms statements >= 0.9: 0.95, met")
                .contains("target export >= 0.7 x JDBC and JSON: 0.75, met")
                .contains("Other processes kept 0.7 cores busy before it began");
    }

    @Test
    void jsonHasEveryRatioOnTop() {
        ObjectNode json = report().json();

        assertThat(json.path("jobsPerSecond").asDouble()).isEqualTo(2_000);
        assertThat(json.path("vsJdbc").asDouble()).isEqualTo(0.05);
        assertThat(json.path("vsWorker").asDouble()).isEqualTo(0.7);
        assertThat(json.path("cleanReadsVsWorker").asDouble()).isEqualTo(2);
        assertThat(json.path("vsParallelConsumer").asDouble()).isEqualTo(0.2);
        assertThat(json.path("vsDbScheduler").asDouble()).isEqualTo(0.5);
        assertThat(json.path("vsJobRunr").asDouble()).isEqualTo(2);
        assertThat(json.path("vsBareFlow").asDouble()).isEqualTo(0.4);
        assertThat(json.path("ledgeredInsertRatio").asDouble()).isEqualTo(0.5);
        assertThat(json.path("bareLedgerRatio").asDouble()).isEqualTo(0.75);
        assertThat(json.path("busyFraction").asDouble()).isEqualTo(0.95);
        assertThat(json.path("exportRatio").asDouble()).isEqualTo(0.75);
        assertThat(json.path("exportPeakHeapMiB").asDouble()).isEqualTo(180);
    }

    private static ExecuteReport report() {
        Map<String, Standing> standings = new LinkedHashMap<>();
        standings.put(ExecuteResult.JDBC, standing(40_000));
        standings.put(ExecuteResult.WORKER, standing(10_000));
        standings.put(ExecuteResult.PARALLEL_CONSUMER, standing(10_000));
        standings.put(ExecuteResult.BARE_FLOW, standing(5_000));
        standings.put(ExecuteResult.EXECUTOR, standing(7_000));
        standings.put(ExecuteResult.DB_SCHEDULER, standing(4_000));
        standings.put(ExecuteResult.JOB_RUNR, standing(1_000));
        standings.put(ExecuteResult.SLUICE, standing(2_000));
        return new ExecuteReport(new ExecuteResult(
                PLAN,
                0.7,
                standings,
                0.95,
                20_000,
                new ExecuteResult.Inserts(20_000, 12_000, 9_000, 7_200, 6_000),
                new ExecuteResult.Exports(800_000, 600_000, 90, 180)));
    }

    private static Standing standing(double perSecond) {
        return new Standing(
                Map.of(
                        Workload.POINT_SELECT, rate(perSecond),
                        Workload.INSERT, rate(perSecond / 2),
                        Workload.HUNDRED_ROWS, rate(perSecond / 4)),
                2.5,
                9.5);
    }

    private static Rate rate(double perSecond) {
        return new Rate(perSecond, Math.round(perSecond * 3), 3, 100);
    }
}
