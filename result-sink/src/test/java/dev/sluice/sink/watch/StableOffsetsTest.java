package dev.sluice.sink.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sink.watch.StableOffsets.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StableOffsetsTest {
    private static final TopicPartition JOBS = new TopicPartition("sluice.jobs.postgresql.fast", 3);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final StableOffsets offsets = new StableOffsets(Duration.ofSeconds(5));

    @Test
    void anOffsetThatStandsStillWithRecordsBehindItIsStuckOnceTheTimeHasPassed() {
        assertThat(look(0, 10, 30)).isEmpty();
        assertThat(look(4, 10, 40)).isEmpty();

        assertThat(look(5, 10, 50)).containsExactly(new StuckPartition(JOBS, 10, 40, Duration.ofSeconds(5)));
    }

    @Test
    void anOffsetThatMovesIsNotStuckHoweverFarBehindItIs() {
        for (int second = 0; second < 60; second++) {
            assertThat(look(second, second, second + 1_000)).isEmpty();
        }
    }

    @Test
    void aPartitionWithoutWritersIsNotStuck() {
        assertThat(look(0, 10, 10)).isEmpty();
        assertThat(look(3_600, 10, 10)).isEmpty();
    }

    @Test
    void whoWasStuckAndMovedOnHasItsWholeTimeAgain() {
        look(0, 10, 30);
        look(5, 30, 30);

        assertThat(look(6, 30, 40)).isEmpty();
        assertThat(look(10, 30, 40)).isEmpty();
        assertThat(look(11, 30, 40)).hasSize(1);
    }

    private List<StuckPartition> look(int second, long stable, long end) {
        return offsets.look(Map.of(JOBS, new Offsets(stable, end)), START.plusSeconds(second));
    }
}
