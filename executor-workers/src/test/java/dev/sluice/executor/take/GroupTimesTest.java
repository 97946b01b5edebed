package dev.sluice.executor.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupTimesTest {
    @ParameterizedTest(name = "session {0} s, heartbeat {1} s: {2} s")
    @CsvSource({"45, 5, 30", "9, 1, 6", "45, 20, 40", "6, 5, 6"})
    void patience_ends_before_the_session_where_heartbeats_are_frequent_enough_to_tell(
            int session, int heartbeat, int patience) {
        GroupTimes times = new GroupTimes(Duration.ofSeconds(session), Duration.ofSeconds(heartbeat));

        assertThat(times.patience()).isEqualTo(Duration.ofSeconds(patience));
    }
}
