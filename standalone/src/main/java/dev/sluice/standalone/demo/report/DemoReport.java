package dev.sluice.standalone.demo.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The demo in numbers.
 *
 * @param skipped TPC-H queries that an engine cannot run, with the reason
 */
public record DemoReport(
        Tally tally, List<LaneLine> lanes, Effects effects, List<String> skipped, Latency latency, Times times) {
    public DemoReport {
        lanes = List.copyOf(lanes);
        skipped = List.copyOf(skipped);
    }

    /** Effects of writes that are there more than once, and that are not there. */
    public record Effects(long duplicates, long missing) {}

    /** Of all jobs, milliseconds. */
    public record Latency(double p50Millis, double p99Millis) {}

    /** From the start of the command to the first rows, from the first submission to the last outcome, and from start to end. */
    public record Times(Duration firstResult, Duration running, Duration total) {}

    /** Whether everything matched: the condition for exit code 0. */
    public boolean allMatched() {
        return tally.failedUnexpectedly() == 0
                && tally.mismatches() == 0
                && effects.duplicates() == 0
                && effects.missing() == 0;
    }

    /** Outcomes per second while the load ran. */
    public double jobsPerSecond() {
        return tally.jobs() / Math.max(0.001, times.running().toNanos() / 1e9);
    }

    /** The object that {@code --json} prints. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("jobs", tally.jobs())
                .put("succeeded", tally.succeeded())
                .put("failedAsExpected", tally.failedAsExpected())
                .put("failedUnexpectedly", tally.failedUnexpectedly())
                .put("mismatches", tally.mismatches())
                .put("duplicates", effects.duplicates())
                .put("missing", effects.missing())
                .put("p50Millis", rounded(latency.p50Millis()))
                .put("p99Millis", rounded(latency.p99Millis()))
                .put("jobsPerSecond", rounded(jobsPerSecond()))
                .put("firstResultMillis", times.firstResult().toMillis())
                .put("runningMillis", times.running().toMillis())
                .put("totalMillis", times.total().toMillis());
        ArrayNode lines = json.putArray("lanes");
        lanes.forEach(lane -> lines.addObject()
                .put("lane", lane.lane())
                .put("jobs", lane.tally().jobs())
                .put("p50Millis", rounded(lane.p50Millis()))
                .put("p99Millis", rounded(lane.p99Millis()))
                .put(
                        "failures",
                        lane.tally().failedUnexpectedly() + lane.tally().mismatches()));
        skipped.forEach(json.putArray("skipped")::add);
        return json;
    }

    /** The table per lane, and the totals below it. */
    public List<String> lines(int width) {
        List<String> headers = List.of("lane", "jobs", "p50", "p99", "refused as expected", "failures");
        List<List<@Nullable String>> rows = new ArrayList<>();
        lanes.forEach(lane -> rows.add(row(lane.lane(), lane.tally(), lane.p50Millis(), lane.p99Millis())));
        rows.add(row("all", tally, latency.p50Millis(), latency.p99Millis()));
        List<String> lines = new ArrayList<>(Table.lines(headers, rows, width));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%,d jobs in %.1f s: %,.0f jobs/s; first result after %.1f s, all after %.1f s",
                tally.jobs(),
                times.running().toMillis() / 1e3,
                jobsPerSecond(),
                times.firstResult().toMillis() / 1e3,
                times.total().toMillis() / 1e3));
        lines.add(String.format(
                Locale.ROOT,
                "%,d results compared with plain JDBC: %,d mismatches; writes: %,d ran twice, %,d missing",
                tally.succeeded() + tally.mismatches(),
                tally.mismatches(),
                effects.duplicates(),
                effects.missing()));
        skipped.forEach(skip -> lines.add("skipped: " + skip));
        return lines;
    }

    private static List<@Nullable String> row(String lane, Tally tally, double p50, double p99) {
        return List.of(
                lane,
                Long.toString(tally.jobs()),
                millis(p50),
                millis(p99),
                Long.toString(tally.failedAsExpected()),
                Long.toString(tally.failedUnexpectedly() + tally.mismatches()));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
