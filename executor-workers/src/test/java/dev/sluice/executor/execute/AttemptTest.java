package dev.sluice.executor.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.Jobs;
import dev.sluice.executor.take.Deliveries;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AttemptTest {
    @Test
    void a_cancel_during_a_commit_that_fails_stops_the_next_try() {
        Attempt attempt = committing();

        assertThat(attempt.stop(Stop.CANCELLED)).isFalse();
        assertThat(attempt.stopped()).isNull();
        attempt.end();
        attempt.begin();

        assertThat(attempt.stopped()).isEqualTo(Stop.CANCELLED);
    }

    @Test
    void a_time_out_during_a_commit_that_fails_says_nothing_of_the_next_try() {
        Attempt attempt = committing();

        assertThat(attempt.stop(Stop.TIMED_OUT)).isFalse();
        attempt.end();
        attempt.begin();

        assertThat(attempt.stopped()).isNull();
    }

    private static Attempt committing() {
        Attempt attempt =
                new Attempt(Jobs.read("postgresql", "shop", "SELECT 1"), Deliveries.delivery(false), Instant.EPOCH);
        attempt.begin();
        assertThat(attempt.beginCommit()).isTrue();
        return attempt;
    }
}
