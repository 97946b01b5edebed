package dev.sluice.benchmarks.classify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.benchmarks.classify.ClassifyResult.Figures;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One run as a table with ratios, another of the slowest hostile texts, and as one JSON object. */
record ClassifyReport(ClassifyResult result) {
    private static final double NOTICEABLE = 0.2;
    private static final double HIT_TARGET = 5;
    private static final double MISS_TARGET = 1_000;
    private static final double SECURITY_TARGET = 2;
    private static final double HOSTILE_BOUND_MILLIS = 50;
    private static final int WORST_SHOWN = 5;

    List<String> lines(int width) {
        List<List<String>> rows = new ArrayList<>();
        result.hits().forEach((corpus, figures) -> rows.add(hit(corpus, figures)));
        result.misses().forEach((corpus, figures) -> rows.add(miss(corpus, figures)));
        rows.add(job("job, known, unchecked", result.unchecked()));
        rows.add(job("job, known, checked", result.checked()));
        List<String> lines = new ArrayList<>(Table.lines(
                List.of("statement", "length", "mean µs", "p50 µs", "p99 µs", "bytes", "x hit"), rows, width));
        lines.add("");
        if (result.othersBefore() > NOTICEABLE) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Other processes kept %.1f cores busy before it began: this machine can do better, above all in p99.",
                    result.othersBefore()));
        }
        lines.addAll(sentences());
        lines.add("");
        lines.addAll(hostile(width));
        return lines;
    }

    /** Hits on simple statements; misses on the worse of TPC-H and TPC-DS-like. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("hitMicros", rounded(simpleHit().meanMicros()));
        json.put("missP50Micros", rounded(worst(Figures::p50Micros)));
        json.put("missP99Micros", rounded(worst(Figures::p99Micros)));
        json.put("hitBytes", rounded(simpleHit().bytes()));
        json.put("securityOverheadPercent", rounded(result.securityOverheadPercent()));
        return json;
    }

    private List<String> hit(Corpus corpus, Figures figures) {
        return row("hit, " + corpus.title(), corpus.averageLength(), figures, "", "", "1.0");
    }

    private List<String> miss(Corpus corpus, Figures figures) {
        return row(
                "miss, " + corpus.title(),
                corpus.averageLength(),
                figures,
                hundredth(figures.p50Micros()),
                hundredth(figures.p99Micros()),
                tenth(figures.meanMicros() / of(result.hits(), corpus).meanMicros()));
    }

    private List<String> job(String name, Figures figures) {
        double ratio = figures.meanMicros() / simpleHit().meanMicros();
        return row(name, Corpus.SIMPLE.averageLength(), figures, "", "", tenth(ratio));
    }

    private static List<String> row(String name, int length, Figures figures, String p50, String p99, String ratio) {
        return List.of(
                name,
                String.valueOf(length),
                hundredth(figures.meanMicros()),
                p50,
                p99,
                String.format(Locale.ROOT, "%,.0f", figures.bytes()),
                ratio);
    }

    private List<String> sentences() {
        double slowestHit = result.hits().values().stream()
                .mapToDouble(Figures::meanMicros)
                .max()
                .orElseThrow();
        return List.of(
                "Hit: gate, fingerprint and look-up of a statement met before; its literals do not matter. Miss: tokens and a parser too.",
                target("hit, simple", HIT_TARGET, simpleHit().meanMicros()),
                target("hit, slowest corpus", HIT_TARGET, slowestHit),
                target("miss p99, the worse of TPC-H and TPC-DS-like", MISS_TARGET, worst(Figures::p99Micros)),
                String.format(
                        Locale.ROOT,
                        "  target security checks <= %.0f %% of what a job costs the dispatcher: %.1f, %s",
                        SECURITY_TARGET,
                        result.securityOverheadPercent(),
                        result.securityOverheadPercent() <= SECURITY_TARGET ? "met" : "missed"),
                String.format(
                        Locale.ROOT,
                        "A job and its completion cost the stream threads of the dispatcher %.1f µs, measured on a broker in this run.",
                        result.dispatchedMicros()));
    }

    private List<String> hostile(int width) {
        List<List<String>> rows = result.hostile().stream()
                .limit(WORST_SHOWN)
                .map(figures -> List.of(
                        figures.text().title(),
                        figures.dialect().name().toLowerCase(Locale.ROOT),
                        tenth(figures.medianMillis()),
                        tenth(figures.worstMillis())))
                .toList();
        List<String> lines =
                new ArrayList<>(Table.lines(List.of("hostile text", "dialect", "p50 ms", "worst ms"), rows, width));
        double worst = result.hostile().stream()
                .mapToDouble(HostileVerdicts.Figures::medianMillis)
                .max()
                .orElse(0);
        lines.add(String.format(
                Locale.ROOT,
                "  target verdict on each of %d hostile texts <= %.0f ms: %.1f, %s",
                result.hostile().size(),
                HOSTILE_BOUND_MILLIS,
                worst,
                worst <= HOSTILE_BOUND_MILLIS ? "met" : "missed"));
        return lines;
    }

    private static String target(String what, double atMost, double micros) {
        return String.format(
                Locale.ROOT,
                "  target %s <= %,.0f µs: %.2f, %s",
                what,
                atMost,
                micros,
                micros <= atMost ? "met" : "missed");
    }

    private Figures simpleHit() {
        return of(result.hits(), Corpus.SIMPLE);
    }

    private double worst(ToDoubleFunction<Figures> figure) {
        return Math.max(
                figure.applyAsDouble(of(result.misses(), Corpus.TPC_H)),
                figure.applyAsDouble(of(result.misses(), Corpus.TPC_DS_LIKE)));
    }

    private static Figures of(Map<Corpus, Figures> measured, Corpus corpus) {
        Figures figures = measured.get(corpus);
        if (figures == null) {
            throw new IllegalStateException(corpus + " was not measured");
        }
        return figures;
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    private static String hundredth(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
