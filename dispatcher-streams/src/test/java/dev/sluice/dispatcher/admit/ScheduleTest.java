package dev.sluice.dispatcher.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admit.RandomLife.Broken;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever arrives, ends, retries, is cancelled or expires, under whatever limits. */
class ScheduleTest {
    @Property(tries = 500)
    void leasesNeverExceedALimitAndNoJobIsLost(@ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) {
        var life = new RandomLife(seed);
        for (int step = 0; step < 250; step++) {
            life.step();
            assertThat(life.broken()).as("step %d", step).isEqualTo(Broken.NOTHING);
        }
    }

    @Property(tries = 200)
    void whateverWaitsRunsInTheEnd(@ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) {
        var life = new RandomLife(seed);
        for (int step = 0; step < 250; step++) {
            life.step();
        }

        life.drain();

        assertThat(life.live()).isEmpty();
    }

    @Property(tries = 200)
    void aScheduleRebuiltFromTheJobsGoesOnUnderTheSameLimits(
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) {
        var life = new RandomLife(seed);
        for (int step = 0; step < 100; step++) {
            life.step();
        }
        life.rebuild();
        for (int step = 0; step < 100; step++) {
            life.step();
            assertThat(life.broken()).as("step %d after", step).isEqualTo(Broken.NOTHING);
        }

        life.drain();

        assertThat(life.live()).isEmpty();
    }
}
