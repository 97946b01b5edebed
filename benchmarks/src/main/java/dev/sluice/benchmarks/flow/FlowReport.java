package dev.sluice.benchmarks.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.benchmarks.flow.FlowResult.Flow;
import dev.sluice.benchmarks.flow.FlowResult.Limits;
import dev.sluice.benchmarks.load.ProcessorUse;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run as a table with a sentence for each stage, and as one JSON object. */
record FlowReport(FlowResult result, int processors) {
    private static final double BUSY = 0.8;
    private static final double NOTICEABLE = 0.2;

    List<String> lines(int width) {
        List<String> lines = new ArrayList<>(Table.lines(
                List.of("stage", "p50 ms", "p99 ms", "x raw p50", "per second", "% of JDBC", "cores", "machine"),
                rows(),
                width));
        lines.add("");
        lines.addAll(sentences());
        return lines;
    }

    /** Times of the first flow at the top level, of every flow under {@code profiles}. */
    ObjectNode json() {
        Limits limits = result.limits();
        Map.Entry<Delivery, Flow> first = result.flows().entrySet().iterator().next();
        ObjectNode json = Json.object();
        json.put("delivery", first.getKey().key());
        json.put("ratePerSecond", result.rounds().latency().perSecond());
        json.put("outstanding", result.rounds().throughput().outstanding());
        json.put("rounds", result.rounds().count());
        json.put("processors", processors);
        json.put("otherCoresBefore", rounded(result.othersBefore()));
        json.put("rawRoundTripP50Millis", rounded(limits.raw().p50Millis()));
        json.put("rawRoundTripP99Millis", rounded(limits.raw().p99Millis()));
        json.put("rawRoundTripsPerSecond", rounded(limits.raw().perSecond()));
        json.put("passThroughP50Millis", rounded(limits.passThrough().p50Millis()));
        json.put("passThroughP99Millis", rounded(limits.passThrough().p99Millis()));
        json.put("passThroughPerSecond", rounded(limits.passThrough().perSecond()));
        json.put("jdbcPerSecond", rounded(limits.jdbcPerSecond()));
        describe(first.getValue().figures(), json);
        ObjectNode profiles = json.putObject("profiles");
        result.flows().forEach((delivery, flow) -> {
            ObjectNode profile = profiles.putObject(delivery.key());
            describe(flow.figures(), profile);
            describe(flow.calm(), profile.putObject("meanMillisAtRate"));
            describe(flow.loaded(), profile.putObject("meanMillisAtFullLoad"));
        });
        return json;
    }

    private List<List<String>> rows() {
        Limits limits = result.limits();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("raw Kafka round trip", limits.raw()));
        rows.add(row("Streams pass-through", limits.passThrough()));
        rows.add(List.of("plain JDBC", "", "", "", whole(limits.jdbcPerSecond()), "100", "", ""));
        result.flows().forEach((delivery, flow) -> rows.add(row("Sluice, " + delivery.key(), flow.figures())));
        return rows;
    }

    private List<String> row(String stage, Figures figures) {
        return List.of(
                stage,
                tenth(figures.p50Millis()),
                tenth(figures.p99Millis()),
                tenth(figures.p50Millis() / result.limits().raw().p50Millis()),
                whole(figures.perSecond()),
                whole(100 * figures.perSecond() / result.limits().jdbcPerSecond()),
                tenth(figures.cores().process()),
                tenth(figures.cores().machine()));
    }

    private List<String> sentences() {
        Limits limits = result.limits();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Latency at %d/s from the instant each was due, throughput with %d open; medians of %d rounds on %d processors. Cores:"
                        + " busy at full load, in this process and on the machine.",
                result.rounds().latency().perSecond(),
                result.rounds().throughput().outstanding(),
                result.rounds().count(),
                processors));
        if (result.othersBefore() > NOTICEABLE) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Other processes kept %.1f cores busy before it began: this machine can do better than these figures.",
                    result.othersBefore()));
        }
        lines.add("Raw round trip: produce, append, fetch. A job makes three such hops: request, routed job, reply.");
        lines.add(String.format(
                Locale.ROOT,
                "Pass-through: two hops and a transaction committed every 5 ms, %.1f ms more than one hop.",
                limits.passThrough().p50Millis() - limits.raw().p50Millis()));
        lines.add(String.format(
                Locale.ROOT,
                "Plain JDBC: %.2f ms a select on %d connections; all else in a job is queueing, deciding and publishing.",
                1000.0 * FlowBenchmark.CONNECTIONS / limits.jdbcPerSecond(),
                FlowBenchmark.CONNECTIONS));
        result.flows().forEach((delivery, flow) -> lines.addAll(sentences(delivery, flow)));
        return lines;
    }

    private List<String> sentences(Delivery delivery, Flow flow) {
        Figures figures = flow.figures();
        return List.of(
                "Sluice, " + delivery.key() + ", at the fixed rate: "
                        + flow.calm().sentence() + ".",
                "Sluice, " + delivery.key() + ", at full load: " + flow.loaded().sentence() + ". "
                        + bound(figures, flow.loaded()),
                String.format(
                        Locale.ROOT,
                        "  target p50 <= %.0f ms: %.1f, %s; target >= %,.0f jobs/s: %,.0f, %s",
                        delivery.targetP50Millis(),
                        figures.p50Millis(),
                        figures.p50Millis() <= delivery.targetP50Millis() ? "met" : "missed",
                        delivery.targetPerSecond(),
                        figures.perSecond(),
                        figures.perSecond() >= delivery.targetPerSecond() ? "met" : "missed"));
    }

    private String bound(Figures figures, JobTimes loaded) {
        ProcessorUse cores = figures.cores();
        if (cores.machine() >= BUSY * processors) {
            return String.format(
                    Locale.ROOT,
                    "The machine was busy (%.1f of %d cores, %.1f by this process): only less work per job, or more cores, would"
                            + " raise the rate.",
                    cores.machine(),
                    processors,
                    cores.process());
        }
        return String.format(
                Locale.ROOT,
                "Cores were idle (%.1f of %d used): what would raise the rate is a shorter wait %s.",
                cores.machine(),
                processors,
                loaded.largest());
    }

    private static void describe(Figures figures, ObjectNode json) {
        json.put("p50Millis", rounded(figures.p50Millis()));
        json.put("p99Millis", rounded(figures.p99Millis()));
        json.put("jobsPerSecond", rounded(figures.perSecond()));
        json.put("cores", rounded(figures.cores().process()));
        json.put("machineCores", rounded(figures.cores().machine()));
    }

    private static void describe(JobTimes times, ObjectNode json) {
        json.put("admitted", rounded(times.admitted()));
        json.put("taken", rounded(times.taken()));
        json.put("database", rounded(times.database()));
        json.put("answered", rounded(times.answered()));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
