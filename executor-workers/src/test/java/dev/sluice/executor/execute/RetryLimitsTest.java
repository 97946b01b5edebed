package dev.sluice.executor.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** FAULTS F2 42: pauses between tries. */
final class RetryLimitsTest {
    private final RetryLimits limits = new RetryLimits(3, 20, Duration.ofMillis(50), Duration.ofSeconds(2));
    private final Random random = new Random(1);

    @Test
    void pauses_are_anywhere_below_a_bound_that_doubles_up_to_the_most() {
        for (int tries = 1; tries <= 100; tries++) {
            long bound = tries > 6 ? 2_000 : Math.min(2_000, 50L << (tries - 1));
            Set<Duration> pauses = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                pauses.add(limits.pauseAfter(tries, random));
            }

            assertThat(pauses)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(bound)));
        }
    }

    /** The end of a job that was never begun may fail as well. */
    @Test
    void a_job_without_a_try_pauses_as_after_its_first() {
        for (int tries = -1; tries <= 1; tries++) {
            assertThat(limits.pauseAfter(tries, random)).isBetween(Duration.ZERO, Duration.ofMillis(50));
        }
    }

    @Test
    void what_loses_its_second_connection_waits_for_long() {
        for (int i = 0; i < 100; i++) {
            assertThat(limits.pauseAfter(1, ErrorCode.CONNECTION_LOST, random)).isLessThan(Duration.ofMillis(51));
            assertThat(limits.pauseAfter(2, ErrorCode.CONNECTION_LOST, random)).isGreaterThan(Duration.ofMillis(999));
            assertThat(limits.pauseAfter(2, ErrorCode.DEADLOCK, random)).isLessThan(Duration.ofMillis(101));
        }
    }

    @Test
    void while_a_database_is_down_pauses_are_long() {
        for (int i = 0; i < 100; i++) {
            assertThat(limits.pauseWhileDown(random)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }
}
