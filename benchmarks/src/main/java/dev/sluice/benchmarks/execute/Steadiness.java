package dev.sluice.benchmarks.execute;

import dev.sluice.benchmarks.execute.Plan.WarmUp;
import dev.sluice.benchmarks.load.Medians;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides when a contender is warm: its rates rise no more. The JIT compiler shares the processors with what it compiles, so much code
 * takes it a minute or two, a little code seconds, and a fixed time would measure the compiler. Pure.
 */
final class Steadiness {
    /** The last third of the time so far against the third before it: more is rising. */
    private static final double STEADY = 1.05;

    private static final int ENOUGH = 3;
    /** Of a noisy machine one look says little. */
    private static final int LOOKS = 5;

    private final WarmUp bounds;
    private final List<Sample> samples = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;
    private int steadyLooks;

    private record Sample(Duration at, double perSecond) {}

    Steadiness(WarmUp bounds) {
        this.bounds = bounds;
    }

    /** A backlog was done at this rate, so long after the first began. */
    void add(Duration at, double perSecond) {
        samples.add(new Sample(at, perSecond));
        elapsed = at;
        steadyLooks = steady() ? steadyLooks + 1 : 0;
    }

    boolean reached() {
        boolean steady = elapsed.compareTo(bounds.shortest()) >= 0 && steadyLooks >= LOOKS;
        return steady || elapsed.compareTo(bounds.longest()) >= 0;
    }

    private boolean steady() {
        Duration third = elapsed.dividedBy(3);
        double[] before = between(third, third.multipliedBy(2));
        double[] last = between(third.multipliedBy(2), elapsed);
        return before.length >= ENOUGH && last.length >= ENOUGH && Medians.of(last) <= STEADY * Medians.of(before);
    }

    private double[] between(Duration after, Duration until) {
        return samples.stream()
                .filter(sample -> sample.at.compareTo(after) > 0 && sample.at.compareTo(until) <= 0)
                .mapToDouble(Sample::perSecond)
                .toArray();
    }
}
