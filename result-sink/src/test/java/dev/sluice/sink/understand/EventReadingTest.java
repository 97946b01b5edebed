package dev.sluice.sink.understand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.sink.fold.JobColumn;
import dev.sluice.sink.fold.Rows;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @EnumSource(JobState.class)
    void theAnswerToACommandChangesNoJobWhateverStateItNames(JobState state) {
        assertThat(EventReading.read(event(EventType.ANSWERED, state), NOW)).isEqualTo(Rows.NONE);
        assertThat(EventReading.read(event(EventType.EXPLAINED, state), NOW)).isEqualTo(Rows.NONE);
    }

    @Test
    void theEndOfAJobChangesIt() {
        assertThat(EventReading.read(event(EventType.CANCELLED, JobState.CANCELLED), NOW))
                .isNotEqualTo(Rows.NONE);
    }

    @Test
    void theTopicThatAResultGoesToIsKept() {
        JobEvent first = JobEvent.newBuilder(event(EventType.ADMITTED, JobState.ADMITTED))
                .setReplyTo("sluice.replies.billing")
                .build();

        assertThat(EventReading.read(first, NOW).jobs())
                .singleElement()
                .extracting(job -> job.get(JobColumn.REPLY_TO))
                .isEqualTo("sluice.replies.billing");
    }

    private static JobEvent event(EventType type, JobState state) {
        return JobEvent.newBuilder()
                .setJobId("0193e000-0000-7000-8000-000000000001")
                .setTenant("acme")
                .setPrincipal("")
                .setDatabase("demo")
                .setType(type)
                .setState(state)
                .setAt(NOW)
                .setCommandId("c1")
                .setAnswer(CommandAnswer.CANCELLED)
                .build();
    }
}
