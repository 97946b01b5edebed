package dev.sluice.executor.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.TruncationReason;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShortReadsTest {
    private static final EncodedRows SHORT = rows(3, 30);

    private final ShortReads reads = new ShortReads();

    @Test
    void what_was_short_three_times_is_expected_to_be_short() {
        read(SHORT, SHORT);
        assertThat(reads.expected("a")).isFalse();

        read(SHORT);
        assertThat(reads.expected("a")).isTrue();
        assertThat(reads.expected("b")).isFalse();
    }

    @Test
    void many_rows_or_wide_ones_have_to_be_followed_by_three_short_results() {
        for (EncodedRows large : List.of(rows(501, 5_010), rows(1, 70_000))) {
            read(SHORT, SHORT, SHORT, large, SHORT, SHORT);
            assertThat(reads.expected("a")).isFalse();

            read(SHORT);
            assertThat(reads.expected("a")).isTrue();
        }
    }

    @Test
    void what_a_cap_cut_short_tells_nothing() {
        EncodedRows cut = new EncodedRows(List.of(), 3, 30, new byte[0], 0, "", TruncationReason.MAX_ROWS, null);

        read(cut, cut, cut, cut);

        assertThat(reads.expected("a")).isFalse();
    }

    @Test
    void what_is_forgotten_is_expected_no_more() {
        read(SHORT, SHORT, SHORT);

        reads.forget("a");

        assertThat(reads.expected("a")).isFalse();
    }

    private void read(EncodedRows... results) {
        List.of(results).forEach(result -> reads.read("a", result));
    }

    private static EncodedRows rows(long count, long bytes) {
        return new EncodedRows(List.of(), count, bytes, new byte[0], 0, "", TruncationReason.NONE, null);
    }
}
