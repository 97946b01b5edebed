package dev.sluice.dispatcher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    // Clocks of this kind may begin anywhere.
    private long now = -5_000_000_000L * MILLI;
    private long soonest = now;
    private final CommitPace pace = new CommitPace(() -> soonest);

    @Test
    void a_record_after_a_while_is_committed_at_once() {
        soonest = now - 5 * MILLI;

        assertThat(pace.read(now)).hasValue(0);
    }

    @Test
    void a_record_soon_after_a_commit_waits_until_the_gap_is_over() {
        soonest = now + 3 * MILLI;

        assertThat(pace.read(now)).hasValue(3 * MILLI);
    }

    @Test
    void as_many_as_are_little_are_all_asked_for() {
        assertThat(asked(MILLI * 6 / 10, 5_000)).isEqualTo(5_000);
    }

    @Test
    void a_load_leaves_the_commits_to_the_thread() {
        asked(MILLI / 10, 1_000);

        assertThat(asked(MILLI / 10, 5_000)).isZero();
    }

    @Test
    void what_is_neither_little_nor_a_load_waits_longer() {
        asked(MILLI / 4, 400);
        soonest = now;

        assertThat(pace.read(now)).hasValue(15 * MILLI);
    }

    @Test
    void who_asks_again_after_a_commit_waits_for_the_next() {
        soonest = now + 3 * MILLI;
        assertThat(pace.read(now)).hasValue(3 * MILLI);
        now += 3 * MILLI;
        soonest = now + 5 * MILLI;

        assertThat(pace.due(now)).hasValue(5 * MILLI);
    }

    @Test
    void a_group_that_comes_all_at_once_is_no_load() {
        assertThat(asked(0, 100)).isEqualTo(100);
    }

    @Test
    void soon_after_a_load_has_ended_commits_are_asked_for_again() {
        asked(MILLI / 8, 5_000);
        now += 200 * MILLI;

        assertThat(pace.read(now)).isPresent();
    }

    private long asked(long every, int records) {
        return LongStream.range(0, records)
                .filter(each -> pace.read(now += every).isPresent())
                .count();
    }
}
