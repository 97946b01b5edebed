package dev.sluice.dispatcher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final CommitPace pace = new CommitPace(2, 5);
    private long millis = 1_700_000_000_000L;

    @BeforeEach
    void tickOnce() {
        tick(5);
    }

    @Test
    void a_record_is_committed_at_the_next_tick_and_once() {
        pace.read();

        assertThat(tick(5)).isTrue();
        assertThat(tick(5)).isFalse();
    }

    @Test
    void nothing_is_asked_for_before_a_record_was_read() {
        assertThat(tick(5)).isFalse();
    }

    @Test
    void as_many_as_are_little_are_committed_at_every_tick() {
        assertThat(commits(10, 1_000)).isEqualTo(1_000);
    }

    @Test
    void a_load_leaves_the_commits_to_the_thread() {
        commits(40, 20);

        assertThat(commits(40, 1_000)).isZero();
    }

    @Test
    void a_group_that_comes_all_at_once_is_no_load() {
        assertThat(commits(100, 1)).isOne();
    }

    @Test
    void what_is_open_when_the_load_ends_is_asked_for_without_another_record() {
        commits(40, 100);

        assertThat(commits(0, 100)).isOne();
    }

    @Test
    void ticks_a_little_late_are_no_load() {
        long commits = IntStream.range(0, 1_000).filter(each -> come(12, 9)).count();

        assertThat(commits).isEqualTo(1_000);
    }

    @Test
    void a_commit_is_not_asked_for_right_after_another() {
        pace.read();

        assertThat(tick(10)).isFalse();
        assertThat(tick(5)).isTrue();
    }

    private long commits(int records, int ticks) {
        return IntStream.range(0, ticks).filter(each -> come(records, 5)).count();
    }

    private boolean come(int records, int within) {
        IntStream.range(0, records).forEach(each -> pace.read());
        return tick(within);
    }

    private boolean tick(int later) {
        millis += later;
        return pace.tick(millis);
    }
}
