package dev.sluice.dispatcher.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admit.Schedule.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** FAULTS 99: load that goes up and down. */
class DesiredSlotsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ScaleRules RULES = new ScaleRules(Duration.ofSeconds(10), 1, Duration.ofMinutes(5));
    private static final int MOST = 16;

    private final DesiredSlots desired = new DesiredSlots(RULES);

    @Test
    void slotsAreThereForWhatWaitsAndWhatRuns() {
        assertThat(look(0, 45_000, 6))
                .as("4.5 to drain in time, 3 for what runs")
                .isEqualTo(8);
    }

    @Test
    void aLaneWithoutWorkKeepsTheLeast() {
        assertThat(look(0, 0, 0)).isEqualTo(RULES.least());
    }

    @Test
    void moreWorkThanAllSlotsCanDoAsksForNoMoreThanThereCanBe() {
        assertThat(look(0, Double.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(MOST);
    }

    @Test
    void slotsFallOnlyAfterTheCalmTimeAndThenToWhatWasNeededSince() {
        look(0, 100_000, 0);
        look(100, 40_000, 0);

        assertThat(look(299, 0, 0)).isEqualTo(10);
        assertThat(look(301, 0, 0)).as("what was needed at 100 s still counts").isEqualTo(4);
        assertThat(look(401, 0, 0)).isEqualTo(1);
    }

    @Test
    void aSquareWaveOfAnyPeriodChangesThemNoMoreThanTwiceInACalmTime() {
        for (int period = 2; period <= 7_200; period = period * 3 / 2 + 1) {
            DesiredSlots wave = new DesiredSlots(RULES);
            int hours = 6;
            int changes = 0;
            int before = wave.look(new Work(0, 0), 2, MOST, START);
            for (int second = 1; second < hours * 3_600; second++) {
                double waiting = second % period < period / 2 ? 120_000 : 0;
                int slots = wave.look(new Work(waiting, 0), 2, MOST, START.plusSeconds(second));
                changes += slots == before ? 0 : 1;
                before = slots;
            }
            assertThat(changes)
                    .as("changes in %d h at a period of %d s", hours, period)
                    .isLessThanOrEqualTo(hours * 24);
        }
    }

    @Test
    void whateverTheLoadTheyStayWithinBoundsAndNeverBelowTheNeed() {
        Random random = new Random(7);
        for (int second = 0; second < 20_000; second++) {
            double waiting = random.nextInt(4) == 0 ? 0 : random.nextInt(200_000);
            int slots = look(second, waiting, 0);
            assertThat(slots).isBetween(RULES.least(), MOST);
            assertThat(slots).isGreaterThanOrEqualTo((int) Math.min(MOST, Math.ceil(waiting / 10_000)));
        }
    }

    private int look(int second, double waitingMillis, int leased) {
        return desired.look(new Work(waitingMillis, leased), 2, MOST, START.plusSeconds(second));
    }
}
