package dev.sluice.benchmarks.dispatch;

import dev.sluice.benchmarks.dispatch.DispatchResult.Stage;
import dev.sluice.benchmarks.load.Medians;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** One way from a request to a job, its rounds and what they came to. */
final class Contender implements AutoCloseable {
    /** Fewer than may hold a lease, so that every job is admitted as it comes: one put and two outputs, as the bare topology has. */
    private static final int OUTSTANDING = 2_000;

    private final String name;
    private final Decider decider;
    private final Traffic traffic;
    private final int jobs;
    private final Consumer<String> progress;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> micros = new ArrayList<>();

    Contender(String name, String servers, Decider decider, int jobs, Consumer<String> progress) {
        this.name = name;
        this.decider = decider;
        this.traffic = new Traffic(servers, decider);
        this.jobs = jobs;
        this.progress = progress;
    }

    /** Runs at full load without being measured. */
    void warmUp() throws InterruptedException, TimeoutException {
        double rate = traffic.flood(jobs, OUTSTANDING);
        progress.accept(String.format(Locale.ROOT, "  %s, to warm up: %,.0f jobs/s", name, rate));
    }

    /** Runs at full load once more. */
    void round() throws InterruptedException, TimeoutException {
        double before = StreamThreads.cpuMicros(decider.threads());
        double rate = traffic.flood(jobs, OUTSTANDING);
        double cpu = (StreamThreads.cpuMicros(decider.threads()) - before) / jobs;
        rates.add(rate);
        micros.add(cpu);
        progress.accept(
                String.format(Locale.ROOT, "  %s: %,.0f jobs/s, %.0f µs of stream threads each", name, rate, cpu));
    }

    /** The medians of the rounds, and latency at a rate it can well bear. */
    Stage stage(int perSecond) throws InterruptedException, TimeoutException {
        Histogram waits = traffic.trickle(perSecond, Duration.ofSeconds(5));
        return new Stage(
                median(rates),
                median(micros),
                waits.getValueAtPercentile(50) / 1e3,
                waits.getValueAtPercentile(99) / 1e3);
    }

    private static double median(List<Double> values) {
        return Medians.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        traffic.close();
    }
}
