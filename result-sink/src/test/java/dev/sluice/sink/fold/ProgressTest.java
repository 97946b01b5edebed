package dev.sluice.sink.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.JobState;
import dev.sluice.schemas.job.JobTransitions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void everyLegalTransitionIsOnwardAndNothingLeavesATerminalState() {
        for (JobState from : JobState.values()) {
            for (JobState to : JobState.values()) {
                Progress progress = Progress.of(change(from, 1), change(to, 1));
                if (JobTransitions.legal(from, to)) {
                    assertThat(progress).as("%s to %s", from, to).isEqualTo(Progress.ONWARD);
                }
                if (JobTransitions.terminal(from)) {
                    assertThat(progress).as("%s to %s", from, to).isNotEqualTo(Progress.ONWARD);
                }
            }
        }
    }

    @Test
    void aStateMayBeReachedThroughStatesNobodySaw() {
        assertThat(Progress.of(change(JobState.QUEUED, 0), change(JobState.SUCCEEDED, 1)))
                .isEqualTo(Progress.ONWARD);
    }

    @Test
    void aReportOfAnEarlierAttemptIsLate() {
        assertThat(Progress.of(change(JobState.ADMITTED, 2), change(JobState.RUNNING, 1)))
                .isEqualTo(Progress.STALE);
    }

    @Test
    void aTerminalStateCountsWhateverAttemptItNames() {
        assertThat(List.of(
                        Progress.of(change(JobState.RUNNING, 2), change(JobState.CANCELLED, 0)),
                        Progress.of(change(JobState.RETRYING, 2), change(JobState.FAILED, 1))))
                .containsOnly(Progress.ONWARD);
    }

    private static JobChange change(JobState state, int attempt) {
        return JobChange.of("acme", "job", state, attempt).build();
    }
}
