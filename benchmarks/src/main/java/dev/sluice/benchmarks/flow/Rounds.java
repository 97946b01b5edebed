package dev.sluice.benchmarks.flow;

import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.Medians;
import dev.sluice.benchmarks.load.OpenLoop;
import dev.sluice.benchmarks.load.ProcessorUse;
import dev.sluice.benchmarks.load.RoundTrip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** How one stage is measured: warmed up under load, then so many rounds of latency and as many of throughput. */
record Rounds(int count, Duration warmUp, OpenLoop latency, ClosedLoop throughput) {
    /** After full load, until the queues that it filled are empty. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final double MICROS_PER_MILLI = 1000;

    /** Called between the rounds, so that a stage can tell apart what it saw in them. */
    interface Phases {
        default void warmedUp() {}

        default void latencyMeasured() {}

        default void throughputMeasured() {}
    }

    Rounds {
        if (count < 1) {
            throw new IllegalArgumentException("at least 1 round is measured, not " + count);
        }
    }

    Rounds warmingUp(Duration other) {
        return new Rounds(count, other, latency, throughput);
    }

    Figures measure(RoundTrip trip, Phases phases, Consumer<String> progress)
            throws InterruptedException, TimeoutException {
        progress.accept("warms up for " + warmUp.toSeconds() + " s");
        new ClosedLoop(throughput.outstanding(), warmUp).measure(trip);
        new OpenLoop(latency.perSecond(), SETTLE).measure(trip);
        phases.warmedUp();
        List<Histogram> calm = latencies(trip, progress);
        phases.latencyMeasured();
        List<Loaded> loaded = throughputs(trip, progress);
        phases.throughputMeasured();
        return new Figures(
                median(calm, micros -> millis(micros, 50)),
                median(calm, micros -> millis(micros, 99)),
                median(loaded, Loaded::perSecond),
                new ProcessorUse(
                        median(loaded, round -> round.cores().process()),
                        median(loaded, round -> round.cores().machine())));
    }

    private record Loaded(double perSecond, ProcessorUse cores) {}

    private List<Histogram> latencies(RoundTrip trip, Consumer<String> progress)
            throws InterruptedException, TimeoutException {
        List<Histogram> rounds = new ArrayList<>();
        for (int round = 1; round <= count; round++) {
            Histogram micros = latency.measure(trip);
            rounds.add(micros);
            progress.accept(String.format(
                    Locale.ROOT,
                    "round %d of %d at %d/s: p50 %.1f ms, p99 %.1f ms",
                    round,
                    count,
                    latency.perSecond(),
                    millis(micros, 50),
                    millis(micros, 99)));
        }
        return rounds;
    }

    private List<Loaded> throughputs(RoundTrip trip, Consumer<String> progress)
            throws InterruptedException, TimeoutException {
        List<Loaded> rounds = new ArrayList<>();
        for (int round = 1; round <= count; round++) {
            ProcessorUse.Meter meter = new ProcessorUse.Meter();
            double perSecond = throughput.measure(trip);
            rounds.add(new Loaded(perSecond, meter.read()));
            progress.accept(String.format(
                    Locale.ROOT,
                    "round %d of %d with %d open: %,.0f/s",
                    round,
                    count,
                    throughput.outstanding(),
                    perSecond));
        }
        return rounds;
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> value) {
        return Medians.of(rounds.stream().mapToDouble(value).toArray());
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
