package dev.sluice.benchmarks.dispatch;

import dev.sluice.dispatcher.admit.Admit;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/** One lane with the real scheduler and a clock of its own: jobs take simulated time, and no real time passes but that of deciding. */
final class SimulatedLane {
    static final int SLOTS = 8;
    static final Duration JOB = Duration.ofMillis(10);
    private static final LaneKey LANE = new LaneKey(WaitingJobs.DATABASE, Lane.FAST);

    private final Schedule schedule = new Schedule(BandWeights.USUAL);
    private final Admit admit = new Admit(lane -> SLOTS, (database, tenant) -> Limits.NONE, schedule);
    private final WaitingJobs jobs = new WaitingJobs(JOB.toMillis());
    private final Map<JobKey, LiveJob> stored = new HashMap<>();
    private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
    private final BiConsumer<LiveJob, Duration> admitted;
    private long order;

    /** Something that will happen; of two at the same time the one planned first. */
    private record Happening(Instant at, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Tells of each job when it is admitted, with how long it waited. */
    SimulatedLane(BiConsumer<LiveJob, Duration> admitted) {
        this.admitted = admitted;
    }

    /** A tenant sends so many jobs at once every so often, from the first time on, for ever. */
    void offer(String tenant, Priority priority, int jobsAtOnce, Duration every, Instant first) {
        at(first, () -> {
            for (int job = 0; job < jobsAtOnce; job++) {
                arrive(tenant, priority, first);
            }
            offer(tenant, priority, jobsAtOnce, every, first.plus(every));
        });
    }

    /** Lets everything happen that does until then. */
    void run(Instant end) {
        while (!agenda.isEmpty() && agenda.peek().at().isBefore(end)) {
            agenda.remove().what().run();
        }
    }

    private void at(Instant when, Runnable what) {
        agenda.add(new Happening(when, order++, what));
    }

    private void arrive(String tenant, Priority priority, Instant now) {
        LiveJob job = jobs.next(tenant, "robot", priority, now);
        if (admit.newcomer(Scheduled.of(job))) {
            start(job, now);
        } else {
            stored.put(job.key(), job);
            schedule.put(job);
        }
    }

    private void start(LiveJob job, Instant now) {
        schedule.put(job.admitted());
        admitted.accept(job, Duration.between(job.times().acceptedAt(), now));
        Instant end = now.plus(JOB);
        at(end, () -> {
            schedule.remove(job.key());
            for (Optional<JobKey> next = admit.next(LANE); next.isPresent(); next = admit.next(LANE)) {
                start(Objects.requireNonNull(stored.remove(next.get())), end);
            }
        });
    }
}
