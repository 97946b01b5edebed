package dev.sluice.benchmarks.classify;

import dev.sluice.benchmarks.classify.ClassifyResult.Figures;
import dev.sluice.benchmarks.dispatch.DispatchCost;
import dev.sluice.benchmarks.load.ProcessorUse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Which benchmark runs on which texts and how long, each in JVMs of its own. */
record Measurements(int forks, int iterations, Consumer<String> progress) {
    private static final int WARM_UPS = 3;
    private static final int HOSTILE_ROUNDS = 10;
    private static final int FIRST_JDK_THAT_WARNS = 24;
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    Measurements {
        if (forks < 1 || iterations < 1) {
            throw new IllegalArgumentException("at least 1 fork and 1 iteration are measured");
        }
    }

    ClassifyResult run() throws Exception {
        double others = ProcessorUse.ofOthers();
        Map<Corpus, Figures> hits = new EnumMap<>(Corpus.class);
        Map<Corpus, Figures> misses = new EnumMap<>(Corpus.class);
        for (Corpus corpus : Corpus.values()) {
            hits.put(corpus, measure("hit", corpus, Mode.AverageTime));
        }
        for (Corpus corpus : Corpus.values()) {
            misses.put(corpus, measure("miss", corpus, Mode.SampleTime));
        }
        // Taken in turns, the faster of each, because their small difference is what counts.
        Figures unchecked = measure("unchecked", Corpus.SIMPLE, Mode.AverageTime);
        Figures checked = measure("checked", Corpus.SIMPLE, Mode.AverageTime);
        unchecked = unchecked.faster(measure("unchecked", Corpus.SIMPLE, Mode.AverageTime));
        checked = checked.faster(measure("checked", Corpus.SIMPLE, Mode.AverageTime));
        double dispatched = DispatchCost.micros(progress);
        progress.accept("hostile texts");
        List<HostileVerdicts.Figures> hostile = new HostileVerdicts(HOSTILE_ROUNDS).measured();
        return new ClassifyResult(others, hits, misses, unchecked, checked, dispatched, hostile);
    }

    private Figures measure(String benchmark, Corpus corpus, Mode mode) throws RunnerException {
        RunResult run = new Runner(options(benchmark, corpus, mode)).runSingle();
        Result<?> time = run.getPrimaryResult();
        Result<?> allocation = Objects.requireNonNull(run.getSecondaryResults().get(ALLOCATION));
        var figures = new Figures(
                time.getScore(),
                time.getStatistics().getPercentile(50),
                time.getStatistics().getPercentile(99),
                allocation.getScore());
        progress.accept(String.format(Locale.ROOT, "%s, %s: %.2f µs", benchmark, corpus.title(), figures.meanMicros()));
        return figures;
    }

    /** JMH uses a class that newer JDKs warn of. */
    private static String[] jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of("-Xms256m", "-Xmx1g"));
        if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
        }
        return arguments.toArray(String[]::new);
    }

    private Options options(String benchmark, Corpus corpus, Mode mode) {
        TimeValue second = TimeValue.seconds(1);
        return new OptionsBuilder()
                .include(ClassifyBenchmark.class.getName() + "\\." + benchmark + "$")
                .param("corpus", corpus.name())
                .mode(mode)
                .forks(forks)
                .warmupIterations(WARM_UPS)
                .warmupTime(second)
                .measurementIterations(iterations)
                .measurementTime(second)
                .addProfiler(GCProfiler.class)
                .jvmArgs(jvmArguments())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }
}
