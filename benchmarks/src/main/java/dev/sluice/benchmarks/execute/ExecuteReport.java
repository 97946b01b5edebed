package dev.sluice.benchmarks.execute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Workload;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run as tables, as sentences that say what is behind the numbers, and as one JSON object. */
record ExecuteReport(ExecuteResult result) {
    private static final double NOTICEABLE = 0.2;

    List<String> lines(int width) {
        List<String> lines = new ArrayList<>(Table.lines(
                List.of("point selects", "jobs/s", "p50 ms", "p99 ms", "CPU s", "CPU µs/job", "heap MiB"),
                pointSelects(),
                width));
        lines.add("");
        lines.addAll(Table.lines(
                List.of("other statements", "inserts/s", "CPU µs/job", "100-row selects/s", "CPU µs/job", "heap MiB"),
                others(),
                width));
        lines.add("");
        lines.addAll(sentences());
        lines.addAll(targets());
        return lines;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("jobsPerSecond", rounded(result.of(ExecuteResult.SLUICE).perSecond()));
        json.put("executorPerSecond", rounded(result.of(ExecuteResult.EXECUTOR).perSecond()));
        json.put("vsJdbc", ratio(ExecuteResult.SLUICE, ExecuteResult.JDBC));
        json.put("vsWorker", ratio(ExecuteResult.EXECUTOR, ExecuteResult.WORKER));
        json.put("vsParallelConsumer", ratio(ExecuteResult.SLUICE, ExecuteResult.PARALLEL_CONSUMER));
        json.put("vsDbScheduler", ratio(ExecuteResult.SLUICE, ExecuteResult.DB_SCHEDULER));
        json.put("vsJobRunr", ratio(ExecuteResult.SLUICE, ExecuteResult.JOB_RUNR));
        json.put("vsBareFlow", ratio(ExecuteResult.SLUICE, ExecuteResult.BARE_FLOW));
        json.put("bareFlowVsJobRunr", ratio(ExecuteResult.BARE_FLOW, ExecuteResult.JOB_RUNR));
        json.put("bareFlowVsDbScheduler", ratio(ExecuteResult.BARE_FLOW, ExecuteResult.DB_SCHEDULER));
        json.put("cleanReadsPerSecond", rounded(result.cleanReads()));
        json.put("cleanReadsVsWorker", rounded(result.cleanReadsBeside(ExecuteResult.WORKER)));
        json.put("ledgeredInsertRatio", rounded(result.inserts().ratio()));
        json.put("bareLedgerRatio", rounded(result.inserts().limit()));
        json.put("cleanLedgerRatio", rounded(result.inserts().cleanLimit()));
        json.put("busyFraction", rounded(result.busyFraction()));
        json.put("exportRatio", rounded(result.exports().ratio()));
        json.put("exportRowsPerSecond", rounded(result.exports().executor()));
        json.put("exportPeakHeapMiB", rounded(result.exports().heapPeak()));
        json.put("exportHeapBeforeMiB", rounded(result.exports().heapBefore()));
        json.put("delivery", result.plan().delivery().name().toLowerCase(Locale.ROOT));
        json.put("otherCoresBefore", rounded(result.othersBefore()));
        ObjectNode contenders = json.putObject("contenders");
        result.standings().forEach((name, standing) -> describe(standing, contenders.putObject(name)));
        return json;
    }

    private static void describe(Standing standing, ObjectNode json) {
        json.put("p50Millis", rounded(standing.p50Millis()));
        json.put("p99Millis", rounded(standing.p99Millis()));
        standing.rates().forEach((workload, rate) -> {
            ObjectNode measured = json.putObject(workload.title());
            measured.put("perSecond", rounded(rate.perSecond()));
            measured.put("cpuSeconds", rounded(rate.cpuSeconds()));
            measured.put("cpuMicrosPerJob", rounded(rate.cpuMicrosPerJob()));
            measured.put("heapMiB", rounded(rate.heapMebibytes()));
        });
    }

    private List<List<String>> pointSelects() {
        List<List<String>> rows = new ArrayList<>();
        result.standings().forEach((name, standing) -> {
            Rate rate = standing.rate(Workload.POINT_SELECT);
            rows.add(List.of(
                    name,
                    whole(rate.perSecond()),
                    tenth(standing.p50Millis()),
                    tenth(standing.p99Millis()),
                    tenth(rate.cpuSeconds()),
                    whole(rate.cpuMicrosPerJob()),
                    whole(rate.heapMebibytes())));
        });
        return rows;
    }

    private List<List<String>> others() {
        List<List<String>> rows = new ArrayList<>();
        result.standings().forEach((name, standing) -> {
            Rate inserts = standing.rate(Workload.INSERT);
            Rate selects = standing.rate(Workload.HUNDRED_ROWS);
            rows.add(List.of(
                    name,
                    whole(inserts.perSecond()),
                    whole(inserts.cpuMicrosPerJob()),
                    whole(selects.perSecond()),
                    whole(selects.cpuMicrosPerJob()),
                    whole(selects.heapMebibytes())));
        });
        return rows;
    }

    private List<String> sentences() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Jobs/s of a backlog, from its hand-over to the last answer (of the two that poll: from the first answer), medians of %d; p50 and p99 of point selects at %d/s; %d connections for"
                        + " the statements of each. Each has a process of its own: CPU and heap are those of load, broker and contender, without PostgreSQL;"
                        + " heap is the most that a collection left.",
                result.plan().rounds(),
                result.plan().perSecond(),
                Contender.CONNECTIONS));
        lines.add(
                "Executor, whole flow and hand-written worker publish "
                        + result.plan().delivery().name().toLowerCase(Locale.ROOT)
                        + ", the parallel consumer at least once. Only Sluice's inserts are in a ledger. db-scheduler and JobRunr have a second pool for"
                        + " their own tables, keep no results, and hand them over in memory; JobRunr looks for new work every 5 s, the shortest it allows.");
        if (result.othersBefore() > NOTICEABLE) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Other processes kept %.1f cores busy before it began: this machine can do better than these figures.",
                    result.othersBefore()));
        }
        return lines;
    }

    private List<String> targets() {
        return List.of(
                target(
                        "executor alone >= 0.8 x hand-written worker",
                        0.8,
                        ExecuteResult.EXECUTOR,
                        ExecuteResult.WORKER),
                sessions(),
                target(
                        "whole flow >= 0.25 x parallel consumer",
                        0.25,
                        ExecuteResult.SLUICE,
                        ExecuteResult.PARALLEL_CONSUMER),
                target("whole flow >= 2 x JobRunr", 2, ExecuteResult.SLUICE, ExecuteResult.JOB_RUNR),
                target("whole flow >= 0.6 x db-scheduler", 0.6, ExecuteResult.SLUICE, ExecuteResult.DB_SCHEDULER),
                hops(),
                target(
                        "ledgered insert >= 0.6 x one in its own transaction",
                        result.inserts().ratio(),
                        0.6),
                behind(result.inserts()),
                target("slots busy with 10 ms statements >= 0.9", result.busyFraction(), 0.9),
                target("export >= 0.7 x JDBC and JSON", result.exports().ratio(), 0.7),
                behind(result.exports()));
    }

    private String sessions() {
        return String.format(
                Locale.ROOT,
                "    in the database alone, with the session begun and ended as promised: %,.0f/s, %,.2f x the plain loop, %,.2f x the"
                        + " worker with its Kafka (more than the executor can do)",
                result.cleanReads(),
                result.cleanReadsBeside(ExecuteResult.JDBC),
                result.cleanReadsBeside(ExecuteResult.WORKER));
    }

    private String hops() {
        return String.format(
                Locale.ROOT,
                "    the bare flow, its hops with nothing in them: %,.2f x JobRunr, %,.2f x db-scheduler; whole flow %,.2f of that",
                result.ratio(ExecuteResult.BARE_FLOW, ExecuteResult.JOB_RUNR),
                result.ratio(ExecuteResult.BARE_FLOW, ExecuteResult.DB_SCHEDULER),
                result.ratio(ExecuteResult.SLUICE, ExecuteResult.BARE_FLOW));
    }

    private static String behind(ExecuteResult.Inserts inserts) {
        return String.format(
                Locale.ROOT,
                "    in the database alone: %,.0f/s with the ledger, %,.0f/s with bare rows of it in one round trip (%.2f, the limit), %,.0f/s"
                        + " with the session begun and ended as promised in that round trip (%.2f, more than the executor can do), %,.0f/s in a"
                        + " transaction, %,.0f/s committing by themselves",
                inserts.ledgered(),
                inserts.bareLedger(),
                inserts.limit(),
                inserts.cleanLedger(),
                inserts.cleanLimit(),
                inserts.transaction(),
                inserts.autoCommit());
    }

    private String behind(ExecuteResult.Exports exports) {
        return String.format(
                Locale.ROOT,
                "    %,d rows: %,.0f rows/s, JDBC %,.0f rows/s; heap %,.0f MiB before, at most %,.0f MiB after a collection",
                result.plan().exportRows(),
                exports.executor(),
                exports.jdbc(),
                exports.heapBefore(),
                exports.heapPeak());
    }

    private String target(String what, double bound, String one, String other) {
        return target(what, result.ratio(one, other), bound);
    }

    private static String target(String what, double value, double bound) {
        return String.format(Locale.ROOT, "  target %s: %,.2f, %s", what, value, value >= bound ? "met" : "missed");
    }

    private BigDecimal ratio(String one, String other) {
        return rounded(result.ratio(one, other));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
