package dev.sluice.dispatcher.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.Demand;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Tries;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.place.Offers.Offer;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.StatementClass;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final LaneKey FAST = new LaneKey("shop", Lane.FAST);
    private static final Offer ONE = new Offer(4, List.of(0, 1, 2));
    private static final Offer TWO = new Offer(8, List.of(3, 4));

    private final Random random = new Random(5);
    private final Schedule schedule = new Schedule(BandWeights.USUAL);
    private final Map<Integer, Integer> leases = new HashMap<>();
    private List<Offer> offers = List.of(ONE, TWO);
    private final Placement placement = new Placement(lane -> offers, schedule);

    @Test
    void withoutAnyExecutorAJobGoesWhereItsKeyLeads() {
        offers = List.of();

        assertThat(placement.next(FAST, "job")).isEqualTo(Tries.ANYWHERE);
    }

    @Test
    void leasesAreInProportionToSlotsAndEvenOnThePartitionsOfOneExecutor() {
        place(120);

        assertThat(on(ONE)).isEqualTo(40);
        assertThat(on(TWO)).isEqualTo(80);
        assertThat(leases.get(0)).isBetween(13, 14);
        assertThat(leases.get(3)).isEqualTo(40);
    }

    /** What makes work wait behind a busy executor while another has nothing to do. */
    @Test
    void nobodyGetsMoreThanItsSlotsWhileAnotherHasOneFree() {
        List<LiveJob> running = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            boolean room = running.size() < ONE.slots() + TWO.slots();
            if (room && (running.isEmpty() || random.nextInt(3) > 0)) {
                running.add(place());
            } else {
                end(running.remove(random.nextInt(running.size())));
            }

            assertThat(on(ONE)).isLessThanOrEqualTo(ONE.slots());
            assertThat(on(TWO)).isLessThanOrEqualTo(TWO.slots());
        }
    }

    @Test
    void whatLiesOnAPartitionCountsForWhoeverHasItNow() {
        place(12);
        offers = List.of(new Offer(4, List.of(0, 1, 2, 3)), new Offer(8, List.of(4)));

        for (int job = 0; job < 4; job++) {
            assertThat(place().tries().partition()).isEqualTo(4);
        }
    }

    @Test
    void jobsThatComeOneByOneDoNotAllGoToTheSameExecutor() {
        int first = 0;
        for (int job = 0; job < 1_000; job++) {
            LiveJob placed = place();
            first += ONE.partitions().contains(placed.tries().partition()) ? 1 : 0;
            end(placed);
        }

        assertThat(first).isBetween(300, 700);
    }

    private int on(Offer offer) {
        return offer.partitions().stream()
                .mapToInt(partition -> leases.getOrDefault(partition, 0))
                .sum();
    }

    private void place(int jobs) {
        for (int job = 0; job < jobs; job++) {
            place();
        }
    }

    private LiveJob place() {
        LiveJob waiting = job(new UUID(random.nextLong(), random.nextLong()).toString());
        LiveJob placed = waiting.admitted(placement.next(FAST, waiting.key().jobId()));
        schedule.put(placed);
        leases.merge(placed.tries().partition(), 1, Integer::sum);
        assertThat(schedule.leasesOn(FAST, placed.tries().partition()))
                .isEqualTo(leases.get(placed.tries().partition()));
        return placed;
    }

    private void end(LiveJob job) {
        schedule.remove(job.key());
        leases.merge(job.tries().partition(), -1, Integer::sum);
    }

    private static LiveJob job(String id) {
        var demand = new Demand(StatementClass.READ, 1, 0, Demand.Reach.NOTHING, null, "");
        return new LiveJob(
                new JobKey(FAST.database(), "acme", id),
                JobState.QUEUED,
                Tries.NONE,
                new Place(FAST.lane(), Priority.NORMAL, 1, demand),
                new Times(Instant.EPOCH, Instant.EPOCH, null, null),
                new Asked("ann", "00", "sluice.replies", null, null),
                ByteBuffer.allocate(0));
    }
}
