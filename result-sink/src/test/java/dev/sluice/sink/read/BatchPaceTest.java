package dev.sluice.sink.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.DataSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchPaceTest {
    private static final BatchSettings SETTINGS = new BatchSettings(
            1_000, DataSize.ofMebibytes(1), Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofSeconds(1));

    private final BatchPace pace = new BatchPace(SETTINGS);

    @Test
    void waitsLittleWhileTheDatabaseIsQuick() {
        keep(20, 5, Duration.ofMillis(2));

        assertThat(pace.linger()).isEqualTo(SETTINGS.minLinger());
    }

    @Test
    void waitsLongerWhenTheDatabaseIsBusyButNeverTooLong() {
        keep(20, 5, Duration.ofMillis(20));
        assertThat(pace.linger()).isBetween(Duration.ofMillis(70), Duration.ofMillis(80));

        keep(20, 5, Duration.ofSeconds(5));
        assertThat(pace.linger()).isEqualTo(SETTINGS.maxLinger());
    }

    @Test
    void batchesShrinkWhileTheyTakeTooLongAndGrowAgain() {
        keep(20, 1_000, Duration.ofSeconds(3));
        assertThat(pace.maxRecords()).isEqualTo(64);

        keep(20, 1_000, Duration.ofMillis(50));
        assertThat(pace.maxRecords()).isEqualTo(1_000);
    }

    @Test
    void smallBatchesSayNothingAboutWhatFits() {
        keep(1, 1_000, Duration.ofSeconds(3));
        keep(20, 3, Duration.ofMillis(2));

        assertThat(pace.maxRecords()).isEqualTo(500);
    }

    private void keep(int times, int records, Duration took) {
        for (int i = 0; i < times; i++) {
            pace.kept(records, took);
        }
    }
}
