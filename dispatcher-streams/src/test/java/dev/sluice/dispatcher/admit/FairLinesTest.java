package dev.sluice.dispatcher.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.StatementClass;
import java.time.Duration;
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
    private static final LaneKey LANE = new LaneKey("shop", Lane.FAST);

    private final Map<JobKey, LiveJob> jobs = new HashMap<>();
    private final Jobs next = new Jobs();
    private Schedule schedule = new Schedule(BandWeights.USUAL);
    private Admit admit = new Admit(lane -> 1, (database, tenant) -> Limits.NONE, schedule);

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
    void turnsArePaidInPredictedTime() {
        next.costing(10, 0);
        wait(100, "heavy", "ann", Priority.NORMAL);
        next.costing(1, 0);
        wait(100, "light", "bob", Priority.NORMAL);

        assertThat(counts(admit(55), job -> job.key().tenant())).isEqualTo(Map.of("heavy", 5, "light", 50));
    }

    @Test
    void whoeverTookLongerThanPredictedPaysForItAfterwards() {
        wait(100, "slow", "ann", Priority.NORMAL);
        wait(100, "quick", "bob", Priority.NORMAL);
        LiveJob slow = admitOne();
        assertThat(slow.key().tenant()).isEqualTo("quick");
        schedule.settle(slow.key(), 10);
        schedule.remove(slow.key());

        assertThat(counts(admit(11), job -> job.key().tenant())).isEqualTo(Map.of("slow", 11));
    }

    @Test
    void aTenantGainsNothingByUsingSeveralClassesOfStatements() {
        wait(100, "plain", "ann", Priority.NORMAL);
        next.doing(StatementClass.WRITE);
        wait(100, "both", "bob", Priority.NORMAL);
        next.doing(StatementClass.READ);
        wait(100, "both", "bob", Priority.NORMAL);

        assertThat(counts(admit(40), job -> job.key().tenant())).isEqualTo(Map.of("plain", 20, "both", 20));
    }

    @Test
    void aPrincipalsJobsKeepTheirOrderWhateverTheirClasses() {
        List<LiveJob> sent = new ArrayList<>();
        for (StatementClass statementClass :
                List.of(StatementClass.READ, StatementClass.WRITE, StatementClass.READ, StatementClass.MAINTENANCE)) {
            next.doing(statementClass);
            sent.add(wait("acme", "ann", Priority.NORMAL, null));
        }

        assertThat(admit(4))
                .extracting(LiveJob::key)
                .containsExactlyElementsOf(sent.stream().map(LiveJob::key).toList());
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
    void strictlyServedBandsWaitUntilThoseAboveAreEmpty() {
        strict();
        wait(5, "acme", "ann", Priority.LOW);
        wait(5, "acme", "ann", Priority.HIGH);

        assertThat(admit(10))
                .extracting(job -> job.place().priority())
                .startsWith(Priority.HIGH, Priority.HIGH, Priority.HIGH, Priority.HIGH, Priority.HIGH)
                .endsWith(Priority.LOW);
    }

    @Test
    void whoHasWaitedLongMovesUpABandAndThenAnother() {
        strict();
        wait(1, "acme", "ann", Priority.LOW);
        LiveJob low = Objects.requireNonNull(jobs.values().iterator().next());
        next.at(Jobs.START.plusSeconds(100));
        wait(3, "acme", "ann", Priority.NORMAL);

        schedule.pass(Jobs.START.plusSeconds(61), Duration.ofMinutes(1), 10);
        assertThat(admit(4)).startsWith(low);

        next.at(Jobs.START);
        wait(1, "acme", "ann", Priority.LOW);
        next.at(Jobs.START.plusSeconds(100));
        wait(3, "acme", "ann", Priority.HIGH);
        schedule.pass(Jobs.START.plusSeconds(121), Duration.ofMinutes(1), 10);
        schedule.pass(Jobs.START.plusSeconds(121), Duration.ofMinutes(1), 10);
        assertThat(admit(4)).extracting(job -> job.place().priority()).contains(Priority.LOW);
    }

    @Test
    void theNearestDeadlineGoesFirstAndIsPaidForAllTheSame() {
        wait(10, "acme", "ann", Priority.NORMAL);
        wait(10, "other", "bob", Priority.NORMAL);
        LiveJob later = wait("acme", "ann", Priority.NORMAL, Jobs.START.plusSeconds(9));
        LiveJob sooner = wait("acme", "ann", Priority.NORMAL, Jobs.START.plusSeconds(5));

        assertThat(admit(2)).extracting(LiveJob::key).containsExactly(sooner.key(), later.key());
        assertThat(admit(2)).extracting(job -> job.key().tenant()).containsOnly("other");
    }

    @Test
    void deadlinesOnEverythingDoNotStarveTheOthers() {
        next.costing(1_000, 0);
        for (int job = 0; job < 100; job++) {
            wait("hasty", "ann", Priority.NORMAL, Jobs.START.plusSeconds(job));
        }
        wait(100, "patient", "bob", Priority.NORMAL);

        assertThat(counts(admit(50), job -> job.key().tenant()).get("patient")).isGreaterThanOrEqualTo(19);
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
    void whatNobodyElseWantedIsNotHeldAgainstWhoeverUsedIt() {
        for (int job = 0; job < 1_000; job++) {
            LiveJob alone = next.of("busy", "ann").next();
            schedule.put(alone.admitted());
            schedule.remove(alone.key());
        }
        wait(100, "busy", "ann", Priority.NORMAL);
        wait(100, "late", "bob", Priority.NORMAL);

        assertThat(counts(admit(20), job -> job.key().tenant()).get("busy")).isBetween(9, 11);
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

    private void strict() {
        schedule = new Schedule(new BandWeights(1, 1, 1, true));
        admit = new Admit(lane -> 1, (database, tenant) -> Limits.NONE, schedule);
    }

    private void wait(int many, String tenant, String principal, Priority priority) {
        for (int job = 0; job < many; job++) {
            wait(tenant, principal, priority, null);
        }
    }

    private LiveJob wait(String tenant, String principal, Priority priority, @Nullable Instant deadline) {
        LiveJob job = next.of(tenant, principal)
                .on(Lane.FAST, priority)
                .between(null, deadline)
                .next();
        jobs.put(job.key(), job);
        schedule.put(job);
        return job;
    }

    private List<LiveJob> admit(int many) {
        List<LiveJob> admitted = new ArrayList<>();
        for (int job = 0; job < many; job++) {
            LiveJob one = admitOne();
            schedule.remove(one.key());
            admitted.add(one);
        }
        return admitted;
    }

    private LiveJob admitOne() {
        LiveJob one = Objects.requireNonNull(jobs.get(admit.next(LANE).orElseThrow()));
        schedule.put(one.admitted());
        return one;
    }

    private static Map<String, Integer> counts(List<LiveJob> jobs, Function<LiveJob, String> by) {
        Map<String, Integer> counts = new HashMap<>();
        jobs.forEach(job -> counts.merge(by.apply(job), 1, Integer::sum));
        return counts;
    }
}
