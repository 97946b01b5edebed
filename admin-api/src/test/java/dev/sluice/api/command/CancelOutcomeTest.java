package dev.sluice.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.Told;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import dev.sluice.api.job.Progress;
import dev.sluice.api.job.Submission;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelOutcomeTest {
    private static final String ID = "0193e000-0000-7000-8000-000000000001";
    private static final Addressee JOB = new Addressee(new JobKey("default", ID), "demo", Optional.empty());

    @Test
    void whatTheDispatcherAnsweredIsTheAnswer() {
        ObjectNode json = CancelOutcome.of(
                        JOB, "c1", Optional.of(Told.answer(ID, "c1", CommandAnswer.CANCELLED)), known(JobState.RUNNING))
                .json();

        assertThat(json.path("answer").asText()).isEqualTo("CANCELLED");
        assertThat(json.path("commandId").asText()).isEqualTo("c1");
        assertThat(json.path("state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void withoutAnAnswerTheEndOfTheJobTells() {
        assertThat(unanswered(JobState.SUCCEEDED).path("answer").asText()).isEqualTo("TOO_LATE");
        assertThat(unanswered(JobState.CANCELLED).path("answer").asText()).isEqualTo("CANCELLED");
        assertThat(unanswered(JobState.RUNNING).has("answer")).isFalse();
        assertThat(unanswered(JobState.RUNNING).path("state").asText()).isEqualTo("RUNNING");
    }

    @Test
    void ofAJobThatHasNotArrivedNoStateIsMadeUp() {
        JobEvent event = Told.answer(ID, "c1", CommandAnswer.NOT_FOUND);

        ObjectNode json = CancelOutcome.of(JOB, "c1", Optional.of(event), Optional.empty())
                .json();

        assertThat(json.path("answer").asText()).isEqualTo("NOT_FOUND");
        assertThat(json.has("state")).isFalse();
        assertThat(json.path("detail").asText()).contains("ends CANCELLED if it arrives");
    }

    private static ObjectNode unanswered(JobState state) {
        return CancelOutcome.of(JOB, "c1", Optional.empty(), known(state)).json();
    }

    private static Optional<JobView> known(JobState state) {
        EventType type = EventType.valueOf(state.name());
        JobEvent event = Told.event(ID, type, state);
        return Optional.of(new JobView(
                JOB.key(), Submission.of(event), Progress.submitted().after(event), null));
    }
}
