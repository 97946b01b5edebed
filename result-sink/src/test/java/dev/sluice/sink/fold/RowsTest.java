package dev.sluice.sink.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void changesOfOneJobBecomeOneInTheOrderOfItsLife() {
        JobChange admitted = JobChange.of("acme", "a", JobState.ADMITTED, 1)
                .set(JobColumn.STATEMENT, "SELECT 1")
                .build();
        JobChange retrying = JobChange.of("acme", "a", JobState.RETRYING, 1)
                .set(JobColumn.ERROR_CODE, ErrorCode.DEADLOCK)
                .build();
        JobChange succeeded = JobChange.of("acme", "a", JobState.SUCCEEDED, 2).build();

        Rows folded = Rows.fold(List.of(Rows.of(admitted), Rows.of(retrying), Rows.of(succeeded)));

        assertThat(folded.jobs())
                .containsExactly(JobChange.of("acme", "a", JobState.SUCCEEDED, 2)
                        .set(JobColumn.STATEMENT, "SELECT 1")
                        .build());
    }

    @Test
    void jobsOfDifferentTenantsAreDifferentAndSorted() {
        JobChange other = JobChange.of("zeta", "a", JobState.QUEUED, 0).build();
        JobChange one = JobChange.of("acme", "a", JobState.QUEUED, 0).build();

        assertThat(Rows.fold(List.of(Rows.of(other), Rows.of(one))).jobs()).containsExactly(one, other);
    }

    @Test
    void theFirstOutcomeThatAgreesWithTheStateCountsAsAWhole() {
        JobChange event = JobChange.of("acme", "a", JobState.SUCCEEDED, 1).build();
        JobChange disagreeing = outcome(JobState.FAILED, "r0", 0L);
        JobChange first = outcome(JobState.SUCCEEDED, "r1", 1L);
        JobChange second = outcome(JobState.SUCCEEDED, "r2", 2L);

        JobChange folded = event.then(disagreeing).then(first).then(second);

        assertThat(folded.get(JobColumn.RESULT_ID)).isEqualTo("r1");
        assertThat(folded.get(JobColumn.ROW_COUNT)).isEqualTo(1L);
    }

    @Test
    void nulIsShownBecausePostgresqlCannotKeepIt() {
        JobChange change = JobChange.of("acme", "a", JobState.QUEUED, 0)
                .set(JobColumn.STATEMENT, "SELECT '\u0000'")
                .build();

        assertThat(change.get(JobColumn.STATEMENT)).isEqualTo("SELECT '\u2400'");
    }

    private static JobChange outcome(JobState state, String resultId, long rows) {
        return JobChange.of("acme", "a", state, 1)
                .set(JobColumn.RESULT_ID, resultId)
                .set(JobColumn.RESULT_CHUNKS, 0)
                .set(JobColumn.ROW_COUNT, rows)
                .build();
    }
}
