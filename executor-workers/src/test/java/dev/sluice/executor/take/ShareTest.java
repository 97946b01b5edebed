package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShareTest {
    @Test
    void executors_divide_a_number_by_their_partitions_and_leave_nothing_over() {
        Share left = new Share(Set.of(0, 1, 5, 6), 8);
        Share right = new Share(Set.of(2, 3, 4, 7), 8);
        for (int total = 3; total < 100; total++) {
            assertThat(left.of(total) + right.of(total)).isEqualTo(total);
        }
        assertThat(left.of(8)).isEqualTo(4);
    }

    @Test
    void executors_with_as_many_partitions_have_the_same_part_wherever_those_lie() {
        assertThat(new Share(Set.of(0, 1, 4, 5), 12).of(3)).isEqualTo(1);
        assertThat(new Share(Set.of(2, 3, 8, 9), 12).of(3)).isEqualTo(1);
        assertThat(new Share(Set.of(6, 7, 10, 11), 12).of(3)).isEqualTo(1);
    }

    @Test
    void nobody_goes_without() {
        assertThat(new Share(Set.of(0, 1, 2), 6).of(1)).isEqualTo(1);
        assertThat(new Share(Set.of(3, 4, 5), 6).of(1)).isEqualTo(1);
    }

    @Test
    void who_knows_nothing_of_others_takes_all() {
        assertThat(Share.UNKNOWN.of(4)).isEqualTo(4);
        assertThat(new Share(Set.of(), 6).of(4)).isEqualTo(4);
    }
}
