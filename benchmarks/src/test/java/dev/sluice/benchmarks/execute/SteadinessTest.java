package dev.sluice.benchmarks.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class SteadinessTest {
    @Test
    void what_is_steady_from_the_start_takes_the_shortest_time() {
        assertThat(secondsUntilReached(second -> 1_000)).isBetween(10, 15);
    }

    @Test
    void what_rises_for_a_while_is_waited_for() {
        assertThat(secondsUntilReached(second -> Math.min(second, 40) * 100)).isBetween(75, 90);
    }

    @Test
    void what_always_rises_is_measured_in_the_end() {
        assertThat(secondsUntilReached(second -> Math.exp(second))).isEqualTo(120);
    }

    @Test
    void a_backlog_that_something_disturbed_ends_nothing() {
        assertThat(secondsUntilReached(second -> second % 10 == 0 ? 1 : Math.min(second, 40) * 100))
                .isBetween(75, 95);
    }

    @Test
    void two_backlogs_tell_nothing() {
        var steadiness = new Steadiness(new Plan.WarmUp(Duration.ofSeconds(10), Duration.ofMinutes(2)));
        steadiness.add(Duration.ofSeconds(10), 100, Duration.ZERO);
        steadiness.add(Duration.ofSeconds(20), 100, Duration.ZERO);

        assertThat(steadiness.reached()).isFalse();
    }

    @Test
    void while_the_compiler_works_nothing_is_steady() {
        assertThat(secondsUntilReached(second -> 1_000, second -> Math.min(second, 60) * 200L))
                .isBetween(72, 85);
    }

    private static int secondsUntilReached(IntToDoubleFunction rate) {
        return secondsUntilReached(rate, second -> 0);
    }

    private static int secondsUntilReached(IntToDoubleFunction rate, IntToLongFunction compiledMillis) {
        var steadiness = new Steadiness(new Plan.WarmUp(Duration.ofSeconds(10), Duration.ofMinutes(2)));
        int second = 0;
        while (!steadiness.reached()) {
            second++;
            steadiness.add(
                    Duration.ofSeconds(second),
                    rate.applyAsDouble(second),
                    Duration.ofMillis(compiledMillis.applyAsLong(second)));
        }
        return second;
    }
}
