package dev.sluice.benchmarks.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.benchmarks.dispatch.DispatchResult.Stage;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run as tables with the targets, and as one JSON object. */
record DispatchReport(DispatchResult result) {
    List<String> lines(int width) {
        List<String> lines = new ArrayList<>(Table.lines(
                List.of("from request to job", "jobs/s", "x bare", "CPU µs", "p50 ms", "p99 ms"), stages(), width));
        lines.add("");
        lines.addAll(Table.lines(
                List.of("waiting jobs", "ns an admission", "x the first"), costs(result.admissionNanos()), width));
        lines.add("");
        lines.addAll(Table.lines(
                List.of("tenants of 100,000 waiting", "ns an admission", "x the first"),
                costs(result.tenantNanos()),
                width));
        lines.add("");
        lines.addAll(sentences());
        return lines;
    }

    ObjectNode json() {
        Stage dispatcher = result.stage(DispatchResult.DISPATCHER);
        ObjectNode json = Json.object();
        json.put("jobsPerSecond", rounded(dispatcher.perSecond()));
        json.put(
                "passThroughPerSecond",
                rounded(result.stage(DispatchResult.BARE).perSecond()));
        json.put("passThroughRatio", rounded(result.passThroughRatio()));
        json.put("p50Millis", rounded(dispatcher.p50Millis()));
        json.put("p99Millis", rounded(dispatcher.p99Millis()));
        json.put("admissionCostRatio1M", rounded(result.admissionRatio()));
        json.put("bytesPerWaitingJob", rounded(result.bytesPerWaitingJob()));
        json.put("jain", BigDecimal.valueOf(result.jain()).setScale(4, RoundingMode.HALF_UP));
        json.put("highPriorityWaitRatio", rounded(result.highPriority().ratio()));
        return json;
    }

    private List<List<String>> stages() {
        double bare = result.stage(DispatchResult.BARE).perSecond();
        List<List<String>> rows = new ArrayList<>();
        result.stages()
                .forEach((name, stage) -> rows.add(List.of(
                        name,
                        whole(stage.perSecond()),
                        hundredth(stage.perSecond() / bare),
                        whole(stage.cpuMicros()),
                        hundredth(stage.p50Millis()),
                        hundredth(stage.p99Millis()))));
        return rows;
    }

    private static List<List<String>> costs(Map<Integer, Double> nanos) {
        double first = nanos.values().iterator().next();
        List<List<String>> rows = new ArrayList<>();
        nanos.forEach((count, cost) -> rows.add(List.of(whole(count), whole(cost), hundredth(cost / first))));
        return rows;
    }

    private List<String> sentences() {
        var high = result.highPriority();
        return List.of(
                "Jobs/s: from the first of many requests to the last job, while the completion of each job flows back; medians."
                        + " The bare topology stores and writes as much and decides nothing.",
                "Simulated: %d slots, jobs of %d ms. Bursts of high priority wait %.0f ms at p99 alone and %.0f ms in a flood of 100 times as many of low priority; a single one waits %.1f ms in it."
                        .formatted(
                                SimulatedLane.SLOTS,
                                SimulatedLane.JOB.toMillis(),
                                high.aloneP99Millis(),
                                high.floodedP99Millis(),
                                high.loneJobP99Millis()),
                target(
                        "jobs/s >= 10,000",
                        result.stage(DispatchResult.DISPATCHER).perSecond(),
                        10_000,
                        true),
                target("of the bare topology >= 0.5", result.passThroughRatio(), 0.5, true),
                target("admission at a million waiting <= 2 x that at a thousand", result.admissionRatio(), 2, false),
                target("Jain's index >= 0.95", result.jain(), 0.95, true),
                target("p99 wait of high priority in a flood <= 1.2 x", high.ratio(), 1.2, false),
                "  heap of a waiting job: %,.0f bytes, of a million: %,.0f MiB"
                        .formatted(result.bytesPerWaitingJob(), result.bytesPerWaitingJob() * 1e6 / (1 << 20)));
    }

    private static String target(String what, double value, double bound, boolean atLeast) {
        boolean met = atLeast ? value >= bound : value <= bound;
        return String.format(Locale.ROOT, "  target %s: %,.2f, %s", what, value, met ? "met" : "missed");
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String hundredth(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
