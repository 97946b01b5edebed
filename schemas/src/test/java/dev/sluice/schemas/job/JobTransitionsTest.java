package dev.sluice.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.JobState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTransitionsTest {
    /** Rows: from. Columns: to. x: legal. */
    private static final String TABLE = """
            -          QUEUED ADMITTED RUNNING RETRYING SUCCEEDED FAILED CANCELLED EXPIRED REJECTED UNKNOWN VALIDATED
            QUEUED     .      x        .       .        .         x      x         x       x        .       .
            ADMITTED   .      .        x       x        x         x      x         x       .        x       .
            RUNNING    .      .        .       x        x         x      x         x       .        x       .
            RETRYING   .      x        x       .        x         x      x         x       .        x       .
            SUCCEEDED  .      .        .       .        .         .      .         .       .        .       .
            FAILED     .      .        .       .        .         .      .         .       .        .       .
            CANCELLED  .      .        .       .        .         .      .         .       .        .       .
            EXPIRED    .      .        .       .        .         .      .         .       .        .       .
            REJECTED   .      .        .       .        .         .      .         .       .        .       .
            UNKNOWN    .      .        .       .        .         .      .         .       .        .       .
            VALIDATED  .      .        .       .        .         .      .         .       .        .       .
            """;

    @Test
    void everyPairOfStatesIsAsTheTableSays() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +")).toList();
        String[] to = rows.get(0);

        assertThat(rows).hasSize(JobState.values().length + 1);
        assertThat(Arrays.stream(to).skip(1)).hasSameSizeAs(JobState.values());
        for (String[] row : rows.subList(1, rows.size())) {
            for (int column = 1; column < to.length; column++) {
                assertThat(JobTransitions.legal(JobState.valueOf(row[0]), JobState.valueOf(to[column])))
                        .as("%s to %s", row[0], to[column])
                        .isEqualTo(row[column].equals("x"));
            }
        }
    }

    @Test
    void aTerminalStateHasNoSuccessorAndEveryOtherStateOfAJobHasOne() {
        for (JobState from : JobState.values()) {
            boolean leads = Arrays.stream(JobState.values()).anyMatch(to -> JobTransitions.legal(from, to));
            assertThat(leads).as(from.name()).isEqualTo(!JobTransitions.terminal(from) && from != JobState.VALIDATED);
        }
    }
}
