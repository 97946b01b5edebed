package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShareTest {
    @Test
    void executors_divide_a_number_by_their_partitions_and_leave_nothing_over() {
        assertThat(new Share(2, 6).of(6)).isEqualTo(2);
        assertThat(new Share(2, 6).of(7)).isEqualTo(3);
        assertThat(new Share(1, 6).of(1)).isEqualTo(1);
        assertThat(new Share(6, 6).of(5)).isEqualTo(5);
    }

    @Test
    void who_knows_nothing_of_others_takes_all() {
        assertThat(Share.UNKNOWN.of(4)).isEqualTo(4);
        assertThat(new Share(0, 6).of(4)).isEqualTo(4);
    }
}
