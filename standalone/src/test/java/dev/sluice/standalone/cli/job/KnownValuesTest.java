package dev.sluice.standalone.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.JobState;
import dev.sluice.message.Priority;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownValuesTest {
    @Test
    void statesAndPrioritiesAreThoseOfMessages() {
        assertThat(JobsCommand.State.values()).extracting(Enum::name).containsExactly(names(JobState.values()));
        assertThat(RequestOptions.Urgency.values()).extracting(Enum::name).containsExactly(names(Priority.values()));
    }

    private static String[] names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toArray(String[]::new);
    }
}
