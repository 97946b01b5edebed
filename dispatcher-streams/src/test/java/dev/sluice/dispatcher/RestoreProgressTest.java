package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("jobs-changelog", 0);

    private final SettableClock clock = new SettableClock();
    private final RestoreProgress progress = new RestoreProgress(clock);

    @Test
    void aRestoreThatMovesIsNeverLateHoweverLongItTakes() {
        progress.onRestoreStart(CHANGELOG, "jobs", 0, 1_000_000);
        for (int minute = 0; minute < 120; minute++) {
            clock.advance(Duration.ofMinutes(1));
            progress.onBatchRestored(CHANGELOG, "jobs", minute, 1_000);

            assertThat(progress.still()).isZero();
        }
    }

    @Test
    void aRestoreThatStandsStillIsLateFromItsLastRecordOn() {
        progress.onRestoreStart(CHANGELOG, "jobs", 0, 1_000_000);
        progress.onBatchRestored(CHANGELOG, "jobs", 1, 1_000);
        clock.advance(Duration.ofMinutes(3));

        assertThat(progress.still()).isEqualTo(Duration.ofMinutes(3));
    }
}
