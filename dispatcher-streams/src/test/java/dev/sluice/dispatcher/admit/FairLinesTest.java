package dev.sluice.dispatcher.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Tries;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets the next lease while many wait. */
class FairLinesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final LaneKey LANE = new LaneKey("shop", Lane.FAST);

    private final Schedule schedule = new Schedule();
    private final Map<JobKey, LiveJob> jobs = new HashMap<>();
    private long sequence;

    @Test
    void aTenantWithAThousandJobsDelaysNobody() {
        wait(1_000, "big", "ann", Priority.NORMAL);
        wait(10, "small", "bob", Priority.NORMAL);
        wait(10, "tiny", "eve", Priority.NORMAL);

        List<LiveJob> first = admit(30);

        assertThat(counts(first, job -> job.key().tenant())).isEqualTo(Map.of("big", 10, "small", 10, "tiny", 10));
        assertThat(counts(admit(10), job -> job.key().tenant())).isEqualTo(Map.of("big", 10));
    }

    @Test
    void principalsShareTheTurnsOfTheirTenant() {
        wait(100, "acme", "robot", Priority.NORMAL);
        wait(5, "acme", "ann", Priority.NORMAL);
        wait(100, "other", "bob", Priority.NORMAL);

        assertThat(counts(admit(20), job -> job.asked().principal()))
                .isEqualTo(Map.of("robot", 5, "ann", 5, "bob", 10));
    }

    @Test
    void theBandsShareALaneEightToFourToOne() {
        for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
            wait(200, "acme", "ann", priority);
        }

        assertThat(counts(admit(130), job -> job.place().priority().name()))
                .isEqualTo(Map.of("HIGH", 80, "NORMAL", 40, "LOW", 10));
    }

    @Test
    void theNearestDeadlineGoesFirstAndIsPaidForAllTheSame() {
        wait(10, "acme", "ann", Priority.NORMAL);
        wait(10, "other", "bob", Priority.NORMAL);
        LiveJob later = wait("acme", "ann", Priority.NORMAL, START.plusSeconds(9));
        LiveJob sooner = wait("acme", "ann", Priority.NORMAL, START.plusSeconds(5));

        assertThat(admit(2)).extracting(LiveJob::key).containsExactly(sooner.key(), later.key());
        assertThat(admit(2)).extracting(job -> job.key().tenant()).containsOnly("other");
    }

    @Test
    void absenceEarnsNothing() {
        wait(100, "steady", "ann", Priority.NORMAL);
        admit(50);
        wait(50, "late", "bob", Priority.NORMAL);

        // Whoever comes in while a turn is under way may have the one after it.
        assertThat(counts(admit(20), job -> job.key().tenant()).get("late")).isBetween(10, 11);
    }

    @Test
    void comingAndGoingEarnsNothingEither() {
        wait(100, "steady", "ann", Priority.NORMAL);
        List<LiveJob> admitted = new ArrayList<>();
        for (int turn = 0; turn < 20; turn++) {
            wait(1, "restless", "bob", Priority.NORMAL);
            admitted.addAll(admit(1));
        }

        assertThat(counts(admitted, job -> job.key().tenant())).isEqualTo(Map.of("steady", 10, "restless", 10));
    }

    private void wait(int many, String tenant, String principal, Priority priority) {
        for (int job = 0; job < many; job++) {
            wait(tenant, principal, priority, null);
        }
    }

    private LiveJob wait(String tenant, String principal, Priority priority, @Nullable Instant deadline) {
        var job = new LiveJob(
                new JobKey("shop", tenant, "job-" + sequence),
                JobState.QUEUED,
                Tries.NONE,
                new Place(Lane.FAST, priority, sequence++),
                new Times(START, null, deadline),
                new Asked(principal, "", "sluice.replies", null),
                ByteBuffer.allocate(0));
        jobs.put(job.key(), job);
        schedule.put(job);
        return job;
    }

    private List<LiveJob> admit(int many) {
        List<LiveJob> admitted = new ArrayList<>();
        for (int job = 0; job < many; job++) {
            LiveJob next = Objects.requireNonNull(jobs.get(schedule.first(LANE).orElseThrow()));
            schedule.put(next.admitted());
            schedule.remove(next.key());
            admitted.add(next);
        }
        return admitted;
    }

    private static Map<String, Integer> counts(List<LiveJob> jobs, Function<LiveJob, String> by) {
        Map<String, Integer> counts = new HashMap<>();
        jobs.forEach(job -> counts.merge(by.apply(job), 1, Integer::sum));
        return counts;
    }
}
