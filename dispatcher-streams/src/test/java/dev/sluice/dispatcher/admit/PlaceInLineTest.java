package dev.sluice.dispatcher.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.StatementClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a waiting job is told of its place, beside the order in which jobs are admitted when nobody else comes. */
class PlaceInLineTest {
    private static final LaneKey LANE = new LaneKey("shop", Lane.FAST);
    private static final int MOST_COUNTED = 200;
    private static final List<Priority> BANDS = List.of(Priority.values());
    private static final List<StatementClass> CLASSES = List.of(StatementClass.READ, StatementClass.WRITE);

    private final Map<JobKey, LiveJob> waiting = new LinkedHashMap<>();
    private final List<LiveJob> running = new ArrayList<>();
    private Jobs jobs = new Jobs();
    private Random random = new Random(0);
    private int slots = 1;
    private Schedule schedule = new Schedule(BandWeights.USUAL);
    private Admit admit = new Admit(lane -> slots, (database, tenant) -> Limits.NONE, schedule);

    @Property(tries = 200)
    void thePlaceToldIsThePlaceInTheOrderOfAdmission(@ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) {
        begin(seed);
        for (int step = 0; step < 200; step++) {
            step();
        }
        Map<JobKey, Standing> told = new HashMap<>();
        waiting.forEach((key, job) -> told.put(key, admit.explained(Scheduled.of(job))));

        List<JobKey> order = drain();

        assertThat(order).hasSameSizeAs(told.keySet());
        Duration before = Duration.ZERO;
        for (int place = 0; place < order.size(); place++) {
            Standing standing = Objects.requireNonNull(told.get(order.get(place)));
            assertThat(standing.counted()).isTrue();
            assertThat(standing.ahead()).as("place %d", place).isEqualTo(place);
            assertThat(standing.expectedWait()).as("wait at place %d", place).isGreaterThanOrEqualTo(before);
            before = standing.expectedWait();
        }
    }

    @Property(tries = 50)
    void askingChangesNothing(@ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) {
        List<JobKey> undisturbed = orderAfter(seed, false);

        assertThat(orderAfter(seed, true)).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @CsvSource({"true, 0.05", "false, 0.15"})
    void beyondWhatIsCountedItIsGuessedAndNotFarOffInTheMean(boolean even, double most) {
        List<Double> errors = new ArrayList<>();
        for (int seed = 0; seed < 10; seed++) {
            begin(seed);
            for (int job = 0; job < 2_000; job++) {
                arrive(random.nextInt(1 + random.nextInt(8)), false, even ? 10 : cost());
            }
            Map<JobKey, Standing> told = new HashMap<>();
            waiting.values().stream()
                    .filter(job -> random.nextInt(40) == 0)
                    .forEach(job -> told.put(job.key(), admit.explained(Scheduled.of(job))));

            errors.addAll(errors(told, drain()));
        }

        assertThat(errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .isLessThan(most);
    }

    /** How far off each guess is, as a part of the line; what was counted must not be off at all. */
    private static List<Double> errors(Map<JobKey, Standing> told, List<JobKey> order) {
        List<Double> errors = new ArrayList<>();
        told.forEach((key, standing) -> {
            int place = order.indexOf(key);
            assertThat(standing.counted()).isEqualTo(place < MOST_COUNTED);
            if (standing.counted()) {
                assertThat(standing.ahead()).isEqualTo(place);
            } else {
                assertThat(standing.ahead()).isBetween((long) MOST_COUNTED, (long) order.size());
                errors.add(Math.abs(standing.ahead() - place) / (double) order.size());
            }
        });
        return errors;
    }

    @Test
    void aNewcomerIsToldItsFairPlaceAndNotTheLengthOfTheLine() {
        for (int job = 0; job < 1_000; job++) {
            put(jobs.of("big", "ann").costing(10, 0).next());
        }
        LiveJob newcomer = jobs.of("small", "bob").next();

        assertThat(admit.standing(Scheduled.of(newcomer)).ahead()).isLessThanOrEqualTo(1);
        put(newcomer);
        assertThat(admit.explained(Scheduled.of(newcomer)).ahead()).isLessThanOrEqualTo(1);
    }

    private List<JobKey> orderAfter(long seed, boolean asking) {
        begin(seed);
        for (int step = 0; step < 100; step++) {
            step();
            if (asking) {
                waiting.values().stream()
                        .limit(3)
                        .map(Scheduled::of)
                        .forEach(job -> assertThat(admit.explained(job)).isNotNull());
            }
        }
        return drain();
    }

    private void begin(long seed) {
        random = new Random(seed);
        waiting.clear();
        running.clear();
        jobs = new Jobs();
        slots = 1 + random.nextInt(4);
        schedule = new Schedule(new BandWeights(8, 4, 1, random.nextInt(4) == 0));
        admit = new Admit(lane -> slots, (database, tenant) -> Limits.NONE, schedule);
    }

    private void step() {
        switch (random.nextInt(5)) {
            case 0, 1, 2 -> arrive(random.nextInt(5), true, cost());
            case 3 -> endOne();
            default -> cancelOne();
        }
        admitAll();
    }

    private double cost() {
        return random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(50);
    }

    private void arrive(int tenant, boolean deadlines, double cost) {
        boolean urgent = deadlines && random.nextInt(6) == 0;
        put(jobs.of("tenant-" + tenant, "person-" + random.nextInt(3))
                .on(Lane.FAST, BANDS.get(random.nextInt(3)))
                .doing(CLASSES.get(random.nextInt(2)))
                .costing(cost, 0)
                .between(null, urgent ? Jobs.START.plusSeconds(random.nextInt(100)) : null)
                .next());
    }

    private void put(LiveJob job) {
        waiting.put(job.key(), job);
        schedule.put(job);
    }

    private void endOne() {
        if (!running.isEmpty()) {
            LiveJob ended = running.remove(random.nextInt(running.size()));
            schedule.settle(ended.key(), random.nextInt(100) - 20);
            schedule.remove(ended.key());
        }
    }

    private void cancelOne() {
        List<JobKey> keys = List.copyOf(waiting.keySet());
        if (!keys.isEmpty() && random.nextBoolean()) {
            JobKey key = keys.get(random.nextInt(keys.size()));
            waiting.remove(key);
            schedule.remove(key);
        }
    }

    private List<JobKey> admitAll() {
        List<JobKey> admitted = new ArrayList<>();
        for (Optional<JobKey> next = admit.next(LANE); next.isPresent(); next = admit.next(LANE)) {
            LiveJob job = Objects.requireNonNull(waiting.remove(next.get())).admitted();
            running.add(job);
            schedule.put(job);
            admitted.add(job.key());
        }
        return admitted;
    }

    /** Nobody comes, and what runs takes as long as predicted. */
    private List<JobKey> drain() {
        List<JobKey> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            if (!running.isEmpty()) {
                schedule.remove(running.removeFirst().key());
            }
            order.addAll(admitAll());
        }
        return order;
    }
}
