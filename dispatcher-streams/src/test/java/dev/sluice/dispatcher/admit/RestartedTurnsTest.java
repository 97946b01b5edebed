package dev.sluice.dispatcher.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Turns are not stored: what a restart, after which everybody is level, can give anybody. */
class RestartedTurnsTest {
    private static final LaneKey LANE = new LaneKey("shop", Lane.FAST);
    private static final int TENANTS = 4;
    private static final int LARGEST = 100;

    private final Map<JobKey, LiveJob> waiting = new LinkedHashMap<>();
    private final Map<String, Double> served = new TreeMap<>();
    private Schedule schedule = new Schedule(BandWeights.USUAL);

    /** Fair turns keep any two within a turn of each; every restart forgives at most that much again, and nothing after it. */
    @Property(tries = 100)
    void aRestartFavoursNobodyByMoreThanOneRound(@ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) {
        begin(new Random(seed));
        serve(150, 2 * LARGEST);

        restart();
        serve(150, 2 * 2 * LARGEST);

        restart();
        serve(150, 3 * 2 * LARGEST);
    }

    private void begin(Random random) {
        var jobs = new Jobs();
        waiting.clear();
        served.clear();
        schedule = new Schedule(BandWeights.USUAL);
        for (int job = 0; job < 500 * TENANTS; job++) {
            String tenant = "tenant-" + job % TENANTS;
            served.put(tenant, 0.0);
            LiveJob next = jobs.of(tenant, "ann")
                    .on(Lane.FAST, Priority.NORMAL)
                    .costing(1 + random.nextInt(LARGEST), 0)
                    .next();
            waiting.put(next.key(), next);
            schedule.put(next);
        }
    }

    private void restart() {
        schedule = new Schedule(BandWeights.USUAL);
        waiting.values().forEach(schedule::put);
        schedule.arrange();
    }

    private void serve(int turns, double most) {
        var admit = new Admit(lane -> 1, (database, tenant) -> Limits.NONE, schedule);
        for (int turn = 0; turn < turns; turn++) {
            LiveJob job = Objects.requireNonNull(waiting.remove(admit.next(LANE).orElseThrow()));
            schedule.put(job.admitted());
            schedule.remove(job.key());
            served.merge(job.key().tenant(), job.place().demand().cost(), Double::sum);
            assertThat(Collections.max(served.values()) - Collections.min(served.values()))
                    .isLessThanOrEqualTo(most);
        }
    }
}
