package dev.sluice.api.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Told;
import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final Tally tally = new Tally(now::get);
    private final RecentJobs jobs = new RecentJobs(1 << 24, tally);

    @Test
    void endingsAreCountedBySecondAndForgottenAfterAMinute() {
        end("a");
        end("b");
        now.updateAndGet(before -> before.plusSeconds(2));
        end("c");
        now.updateAndGet(before -> before.plusSeconds(1));

        long[] ended = tally.endedPerSecond();
        assertThat(ended).hasSize(59);
        assertThat(new long[] {ended[56], ended[57], ended[58]}).containsExactly(2, 0, 1);

        now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
        assertThat(LongStream.of(tally.endedPerSecond()).sum()).isZero();
    }

    private void end(String jobId) {
        jobs.happened(Told.event(jobId, EventType.SUCCEEDED, JobState.SUCCEEDED));
    }
}
