package dev.sluice.dispatcher.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admit.Admit.Admission;
import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.Database;
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
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever arrives, ends, retries or expires: leases stay within the limit, no job is lost, and a rebuilt schedule is the same. */
class ScheduleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final LaneKey LANE = new LaneKey("shop", Lane.FAST);

    @Property(tries = 300)
    void leasesNeverExceedTheLimitAndNoJobIsLost(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 6) int limit) {
        var run = new Run(new Random(seed), limit);
        for (int step = 0; step < 300; step++) {
            run.step(START.plusMillis(step));
            assertThat(run.schedule.leases(LANE)).isLessThanOrEqualTo(limit);
            var load = run.schedule.load();
            assertThat(load.waiting() + load.leased()).isEqualTo(run.jobs.size());
        }
        var rebuilt = new Schedule();
        run.jobs.values().forEach(rebuilt::put);
        Instant end = START.plusSeconds(10);
        rebuilt.wake(end, Integer.MAX_VALUE);
        run.schedule.wake(end, Integer.MAX_VALUE);
        // Whose turn it is may differ, nobody's own order may.
        assertThat(lineByPrincipal(rebuilt, run)).isEqualTo(lineByPrincipal(run.schedule, run));
        assertThat(rebuilt.load()).isEqualTo(new Schedule.Load(0, run.leased()));
    }

    private static Map<List<Object>, List<JobKey>> lineByPrincipal(Schedule schedule, Run run) {
        Map<List<Object>, List<JobKey>> lines = new HashMap<>();
        for (var next = schedule.first(LANE); next.isPresent(); next = schedule.first(LANE)) {
            LiveJob job = Objects.requireNonNull(run.jobs.get(next.get()));
            List<Object> whose = List.of(
                    job.key().tenant(), job.asked().principal(), job.place().priority());
            lines.computeIfAbsent(whose, none -> new ArrayList<>()).add(next.get());
            schedule.remove(next.get());
        }
        return lines;
    }

    /** One random history. */
    private static final class Run {
        private final Random random;
        private final Schedule schedule = new Schedule();
        private final Map<JobKey, LiveJob> jobs = new HashMap<>();
        private final Database database;
        private final Admit admit;
        private long sequence;

        Run(Random random, int limit) {
            this.random = random;
            database = new Database("shop", "postgresql", Map.of(Lane.FAST, limit), true, "public");
            admit = new Admit(new LaneLimits(Map.of(), Map.of()), schedule);
        }

        void step(Instant now) {
            switch (random.nextInt(5)) {
                case 0, 1 -> arrive(now);
                case 2 -> anyLeased().ifPresent(job -> forget(job.key()));
                case 3 -> anyLeased().ifPresent(job -> put(job.retrying(true, now.plusMillis(random.nextInt(20)))));
                default -> schedule.overdue(now, 2).forEach(this::forget);
            }
            schedule.wake(now, 10);
            while (admit.first(database, Lane.FAST) instanceof Admission.Granted
                    && schedule.first(LANE).isPresent()) {
                put(Objects.requireNonNull(jobs.get(schedule.first(LANE).get())).admitted());
            }
        }

        private void arrive(Instant now) {
            Instant notBefore = random.nextInt(4) == 0 ? now.plusMillis(random.nextInt(30)) : null;
            Instant deadline = random.nextInt(4) == 0 ? now.plusMillis(random.nextInt(50)) : null;
            var priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
            var job = new LiveJob(
                    new JobKey("shop", "tenant-" + random.nextInt(3), "job-" + sequence),
                    JobState.QUEUED,
                    Tries.NONE,
                    new Place(Lane.FAST, priority, sequence++),
                    new Times(now, notBefore, deadline),
                    new Asked("person-" + random.nextInt(2), "", "sluice.replies", null),
                    ByteBuffer.allocate(0));
            boolean granted =
                    admit.newcomer(database, Lane.FAST, priority, notBefore, now) instanceof Admission.Granted;
            put(granted ? job.admitted() : job);
        }

        private Optional<LiveJob> anyLeased() {
            return jobs.values().stream().filter(job -> !job.waits()).findFirst();
        }

        private int leased() {
            return (int) jobs.values().stream().filter(job -> !job.waits()).count();
        }

        private void put(LiveJob job) {
            jobs.put(job.key(), job);
            schedule.put(job);
        }

        private void forget(JobKey key) {
            jobs.remove(key);
            schedule.remove(key);
        }
    }
}
