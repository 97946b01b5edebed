package dev.sluice.executor.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresPoolTest {
    @ParameterizedTest
    @CsvSource({"256, 32, 4", "256, 8, 8", "1536, 8, 48", "32768, 4, 64"})
    void the_fetches_of_a_pool_share_a_quarter_of_the_heap_within_bounds(long heapMiB, int slots, long bufferMiB) {
        assertThat(PostgresPool.resultBuffer(heapMiB << 20, slots)).isEqualTo(bufferMiB << 20);
    }
}
