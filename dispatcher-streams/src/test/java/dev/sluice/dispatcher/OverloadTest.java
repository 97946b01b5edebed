package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.session.SessionRules;
import dev.sluice.dispatcher.stream.AdmissionRules;
import dev.sluice.dispatcher.throttle.Rates;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More work than there is room for, through the whole dispatcher on a clock of our own. */
class OverloadTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final List<String> OTHERS = List.of("globex", "hooli", "initech", "umbrella");

    @TempDir
    Path directory;

    private @Nullable DispatcherDriver started;

    @AfterEach
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    /** FAULTS 93: beside a tenant that sends a hundred times as much, the others wait no longer than without it. */
    @Test
    void aTenantThatFloodsIsThrottledAndTheOthersAreAsFastAsBefore() {
        long alone = slowOfOthers(0);

        long beside = slowOfOthers(100);

        assertThat(beside).isLessThanOrEqualTo(alone * 12 / 10);
    }

    /** FAULTS 93: where everybody has a backlog, everybody gets the same, whoever's is a hundred times as long. */
    @Test
    void turnsAreSharedEquallyHoweverLongABacklogIs() {
        DispatcherDriver driver = start(new Limits(0, 0, 0, Map.of()), BandWeights.USUAL, 4);
        var life = new Life(driver, 3);
        for (int job = 0; job < 4_000; job++) {
            life.submit("acme");
        }
        OTHERS.forEach(tenant -> {
            for (int job = 0; job < 40; job++) {
                life.submit(tenant);
            }
        });

        for (int tick = 0; tick < 100; tick++) {
            life.tick();
        }

        assertThat(jainsIndex(life.started.values())).isGreaterThan(0.99);
    }

    /** FAULTS 50: jobs that never end take the places that their tenant may have, and nobody else's. */
    @Test
    void endlessJobsOfOneTenantTakeNoMoreThanItsShareAndTheOthersAreAsFastAsBefore() {
        List<Long> alone = takenByOthers(new Life(start(new Limits(4, 0, 0, Map.of()), BandWeights.USUAL, 10), 3));
        stop();
        var beside = new Life(start(new Limits(4, 0, 0, Map.of()), BandWeights.USUAL, 10), 3);
        beside.endless = "acme";
        for (int job = 0; job < 10; job++) {
            beside.submit("acme");
        }
        beside.tick();

        List<Long> taken = takenByOthers(beside);

        assertThat(beside.started).containsEntry("acme", 4);
        assertThat(taken).hasSizeGreaterThan(100).isEqualTo(alone);
    }

    private static List<Long> takenByOthers(Life life) {
        for (int tick = 0; tick < 150; tick++) {
            if (tick % 5 == 0) {
                OTHERS.forEach(life::submit);
            }
            life.tick();
        }
        return OTHERS.stream()
                .flatMap(tenant -> Objects.requireNonNull(life.taken.get(tenant)).stream())
                .sorted()
                .toList();
    }

    /** FAULTS 98: over a day of a lane that high priority alone would fill, what is low moves up and starts, and nothing high starves. */
    @Test
    void nobodyStarvesInADayOfOverload() {
        DispatcherDriver driver = start(new Limits(0, 0, 0, Map.of()), new BandWeights(8, 4, 1, true), 2);
        var day = new Day(driver);

        for (int minute = 0; minute < 24 * 60; minute++) {
            day.arrive(Priority.HIGH);
            day.arrive(Priority.HIGH);
            if (minute % 30 == 0) {
                day.arrive(Priority.LOW);
            }
            day.passAMinute();
        }

        assertThat(day.longest(Priority.LOW)).isBetween(Duration.ofHours(1), Duration.ofHours(3));
        assertThat(day.longest(Priority.HIGH)).isLessThan(Duration.ofMinutes(45));
        assertThat(day.arrived.values())
                .as("who still waits")
                .allMatch(since -> since.isAfter(driver.clock.instant().minus(Duration.ofHours(3))));
    }

    /** FAULTS 97: when the executors of one engine are dead, its jobs wait and get their answers in time, and nobody else notices. */
    @Test
    void theJobsOfADeadEngineWaitAndExpireAndOthersRun() {
        DispatcherDriver driver = start(new Limits(0, 0, 0, Map.of()), BandWeights.USUAL, 2);
        driver.define(DatabaseDefinition.newBuilder(Requests.database("files", 2))
                .setEngine("sqlite")
                .build());
        driver.heartbeat("executor-1", 2);
        driver.pass(Duration.ofSeconds(20));
        QueryRequest dead = Requests.request(driver, "select 1")
                .setDeadline(driver.clock.instant().plusSeconds(30))
                .build();
        driver.submit(dead);
        QueryRequest alive =
                Requests.request(driver, "select 1").setDatabase("files").build();
        driver.submit(alive);

        driver.pass(Duration.ofSeconds(29));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.raw("sluice.jobs.sqlite.fast")).hasSize(1);
        assertThat(driver.meters.get("sluice_dispatcher_waiting_jobs").gauge().value())
                .isEqualTo(1);
        assertThat(driver.replies()).isEmpty();

        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.replies()).extracting(QueryReply::getJobId).containsExactly(dead.getJobId());
    }

    /** The 99th percentile of what jobs of the others take from arrival to end, while acme sends so many for each of theirs. */
    private long slowOfOthers(int flood) {
        stop();
        var life = new Life(start(new Limits(4, 0, 0, Map.of()), BandWeights.USUAL, 10), 3);
        for (int tick = 0; tick < 150; tick++) {
            if (tick % 5 == 0) {
                OTHERS.forEach(life::submit);
                for (int job = 0; job < flood; job++) {
                    life.submit("acme");
                }
            }
            life.tick();
        }
        List<Long> taken = life.taken.entrySet().stream()
                .filter(each -> OTHERS.contains(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .sorted()
                .toList();
        assertThat(taken).hasSizeGreaterThan(100);
        return taken.get(taken.size() * 99 / 100);
    }

    private static double jainsIndex(Iterable<Integer> shares) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int share : shares) {
            sum += share;
            squares += (double) share * share;
            count++;
        }
        return sum * sum / (count * squares);
    }

    private DispatcherDriver start(Limits limits, BandWeights bands, int slots) {
        var admission = new AdmissionRules(
                Rates.UNLIMITED,
                new LaneLimits(Map.of(), Map.of()),
                limits,
                bands,
                Duration.ofHours(1),
                new Overflow.Rule(Overflow.Strategy.REJECT, 100_000, 90_000, 80_000),
                new SessionRules(2, Duration.ofMinutes(10)),
                TestRules.SCALE);
        var driver = new DispatcherDriver(directory, TestRules.with(admission, 10_000), 1, new KeptStore());
        driver.define(Requests.database("shop", slots));
        started = driver;
        return driver;
    }

    /** Executors that run every job for a minute, and a record of how long jobs waited. */
    private static final class Day {
        private final DispatcherDriver driver;
        private final Map<String, Instant> arrived = new HashMap<>();
        private final List<QueryJob> running = new ArrayList<>();
        private final Map<Priority, Duration> longest = new EnumMap<>(Priority.class);

        Day(DispatcherDriver driver) {
            this.driver = driver;
        }

        void arrive(Priority priority) {
            QueryRequest request =
                    Requests.request(driver, "select 1", priority).build();
            arrived.put(request.getJobId(), driver.clock.instant());
            driver.submit(request);
        }

        void passAMinute() {
            driver.stall(Duration.ofMinutes(1).minus(TICK));
            driver.pass(TICK);
            Instant now = driver.clock.instant();
            running.forEach(job -> driver.tell(Requests.ended(job, JobState.SUCCEEDED, now)));
            running.clear();
            running.addAll(driver.jobs(Lane.FAST));
            for (QueryJob job : running) {
                Duration waited = Duration.between(Objects.requireNonNull(arrived.remove(job.getJobId())), now);
                longest.merge(job.getPriority(), waited, (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
            driver.events();
        }

        Duration longest(Priority priority) {
            return longest.getOrDefault(priority, Duration.ZERO);
        }
    }

    /** Executors that run every job for so many ticks, and a record of how long jobs took. */
    private static final class Life {
        private final DispatcherDriver driver;
        private final int ticksOfAJob;
        private final Map<String, Integer> arrived = new HashMap<>();
        private final Map<QueryJob, Integer> running = new HashMap<>();
        private final Map<String, List<Long>> taken = new HashMap<>();
        private final Map<String, Integer> started = new HashMap<>();
        private int now;
        /** The tenant whose jobs never end. */
        private String endless = "";

        Life(DispatcherDriver driver, int ticksOfAJob) {
            this.driver = driver;
            this.ticksOfAJob = ticksOfAJob;
        }

        void submit(String tenant) {
            QueryRequest request =
                    Requests.request(driver, "select 1").setTenant(tenant).build();
            arrived.put(request.getJobId(), now);
            driver.submit(request);
        }

        void tick() {
            driver.jobs(Lane.FAST).forEach(job -> {
                running.put(job, job.getTenant().equals(endless) ? Integer.MAX_VALUE : now + ticksOfAJob);
                started.merge(job.getTenant(), 1, Integer::sum);
            });
            now++;
            driver.pass(TICK);
            List<QueryJob> ended = running.entrySet().stream()
                    .filter(job -> job.getValue() <= now)
                    .map(Map.Entry::getKey)
                    .toList();
            for (QueryJob job : ended) {
                running.remove(job);
                taken.computeIfAbsent(job.getTenant(), none -> new ArrayList<>())
                        .add((long) now - Objects.requireNonNull(arrived.get(job.getJobId())));
                driver.tell(Requests.ended(job, JobState.SUCCEEDED, driver.clock.instant()));
            }
        }
    }
}
