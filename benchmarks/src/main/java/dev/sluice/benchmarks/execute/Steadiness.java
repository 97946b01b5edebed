package dev.sluice.benchmarks.execute;

import dev.sluice.benchmarks.execute.Plan.WarmUp;
import dev.sluice.benchmarks.load.Medians;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides when a contender is warm: its rates rise no more, and the JIT compiler has little left to do. It shares the processors with what
 * it compiles, so much code takes it minutes, a little code seconds, and a fixed time would measure the compiler. Pure.
 */
final class Steadiness {
    /** The last third of the time so far against the third before it: more is rising. */
    private static final double STEADY = 1.05;

    /** More of a processor than this in the last third is compiling. */
    private static final double COMPILED = 0.1;

    private static final int ENOUGH = 3;
    /** Of a noisy machine one look says little. */
    private static final int LOOKS = 5;

    private final WarmUp bounds;
    private final List<Sample> samples = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;
    private int steadyLooks;

    private record Sample(Duration at, double perSecond, Duration compiled) {}

    Steadiness(WarmUp bounds) {
        this.bounds = bounds;
    }

    /** A backlog was done at this rate, so long after the first began, and the compiler has worked so long in all. */
    void add(Duration at, double perSecond, Duration compiled) {
        samples.add(new Sample(at, perSecond, compiled));
        elapsed = at;
        steadyLooks = steady() ? steadyLooks + 1 : 0;
    }

    boolean reached() {
        boolean steady = elapsed.compareTo(bounds.shortest()) >= 0 && steadyLooks >= LOOKS;
        return steady || elapsed.compareTo(bounds.longest()) >= 0;
    }

    private boolean steady() {
        Duration third = elapsed.dividedBy(3);
        List<Sample> before = between(third, third.multipliedBy(2));
        List<Sample> last = between(third.multipliedBy(2), elapsed);
        return before.size() >= ENOUGH
                && last.size() >= ENOUGH
                && median(last) <= STEADY * median(before)
                && compiling(last) <= COMPILED;
    }

    private List<Sample> between(Duration after, Duration until) {
        return samples.stream()
                .filter(sample -> sample.at.compareTo(after) > 0 && sample.at.compareTo(until) <= 0)
                .toList();
    }

    private static double median(List<Sample> samples) {
        return Medians.of(samples.stream().mapToDouble(Sample::perSecond).toArray());
    }

    /** The part of a processor that the compiler took. */
    private static double compiling(List<Sample> samples) {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double nanos = last.compiled.minus(first.compiled).toNanos();
        return nanos / last.at.minus(first.at).toNanos();
    }
}
