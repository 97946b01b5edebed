package dev.sluice.executor.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SlotUseTest {
    private final SlotUse use = new SlotUse(1_000);

    @Test
    void the_busy_share_counts_what_runs_and_what_has_ended() {
        use.begun(1_000, 1_000);
        use.begun(1_000, 1_050);
        use.ended(1_100);

        assertThat(use.look(2, 1_100)).isEqualTo(new SlotLoad(0.75, Duration.ofNanos(50)));
    }

    @Test
    void each_look_starts_anew_and_what_still_runs_counts_on() {
        use.begun(1_000, 1_000);
        use.look(1, 1_100);

        assertThat(use.look(4, 1_200)).isEqualTo(new SlotLoad(0.25, Duration.ZERO));
    }

    @Test
    void slots_that_were_taken_away_and_are_still_in_use_make_no_more_than_the_whole() {
        use.begun(1_000, 1_000);
        use.begun(1_000, 1_000);

        assertThat(use.look(1, 1_100).busyFraction()).isEqualTo(1);
        assertThat(use.look(1, 1_100).busyFraction()).isZero();
    }
}
