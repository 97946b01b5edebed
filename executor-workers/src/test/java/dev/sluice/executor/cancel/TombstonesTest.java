package dev.sluice.executor.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TombstonesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private final Tombstones tombstones = new Tombstones(Duration.ofMinutes(10), 3);

    @Test
    void a_tombstone_holds_for_its_window_and_its_tenant() {
        tombstones.put(new JobKey("db", "a", "1"), NOON, NOON);

        assertThat(tombstones.covers(new JobKey("db", "a", "1"), NOON.plusSeconds(600)))
                .isTrue();
        assertThat(tombstones.covers(new JobKey("db", "a", "1"), NOON.plusSeconds(601)))
                .isFalse();
        assertThat(tombstones.covers(new JobKey("db", "b", "1"), NOON)).isFalse();
    }

    @Test
    void the_oldest_go_first_when_there_are_too_many() {
        for (int i = 0; i < 5; i++) {
            tombstones.put(new JobKey("db", "a", "job" + i), NOON.plusSeconds(i), NOON);
        }

        assertThat(tombstones.covers(new JobKey("db", "a", "job1"), NOON)).isFalse();
        assertThat(tombstones.covers(new JobKey("db", "a", "job2"), NOON)).isTrue();
        assertThat(tombstones.covers(new JobKey("db", "a", "job4"), NOON)).isTrue();
    }

    @Test
    void a_clock_that_is_fast_ends_no_tombstones_of_others() {
        tombstones.put(new JobKey("db", "a", "1"), NOON, NOON);
        tombstones.put(new JobKey("db", "a", "2"), NOON.plusSeconds(6_000), NOON);

        assertThat(tombstones.covers(new JobKey("db", "a", "1"), NOON)).isTrue();
    }
}
