package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.line.Arrivals;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.Held;
import dev.sluice.dispatcher.line.LaneQueue;
import dev.sluice.dispatcher.line.LaneQueue.Crowd;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.dispatcher.line.SessionLines;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one database: those that wait, in order, and those that hold a lease. A waiting job stands in line, or is kept out of it
 * by its time to start, by its session, or by a claim on its tables. Not thread-safe.
 */
final class Backlog {
    /** Jobs looked at for one admission, and jobs let back in line for one, so that neither takes long. */
    private static final int BATCH = 256;

    private final BandWeights weights;
    private final Map<JobKey, Scheduled> jobs = new HashMap<>();
    private final Leases leases = new Leases();
    private final Held held = new Held();
    private final Map<Lane, LaneQueue> lanes = new EnumMap<>(Lane.class);
    private final Arrivals arrivals = new Arrivals();
    private final Timetable timetable = new Timetable();
    private final SessionLines sessions = new SessionLines();
    private final TableClaims claims = new TableClaims();
    /** Those that a claim held back and does no more. */
    private final Deque<Scheduled> returning = new ArrayDeque<>();

    Backlog(BandWeights weights) {
        this.weights = weights;
    }

    /** Takes in a job as it is now, in place of how it was. */
    void put(Scheduled job, boolean waits) {
        Scheduled before = jobs.put(job.key(), job);
        boolean waited = before != null && arrivals.bandOf(before).isPresent();
        if (waits) {
            if (waited) {
                leave(before);
            } else if (before != null) {
                giveBack(before);
            }
            await(job);
        } else {
            if (waited) {
                queue(before.lane()).charge(before, arrivals.bandOf(before).orElseThrow());
                leaveLine(before);
            } else if (before == null) {
                queue(job.lane()).charge(job, job.place().priority());
                joinSession(job);
            }
            take(job);
        }
    }

    /** Forgets a job, whatever it did. */
    void remove(JobKey key) {
        Scheduled job = jobs.remove(key);
        if (job == null) {
            return;
        }
        if (arrivals.bandOf(job).isPresent()) {
            leave(job);
        } else {
            giveBack(job);
        }
        sessions.remove(job).ifPresent(this::enterLine);
    }

    private void await(Scheduled job) {
        arrivals.add(job, job.place().priority());
        timetable.add(job);
        joinSession(job);
        if (sessions.before(job) == 0) {
            enterLine(job);
        }
    }

    /** While jobs come back from the store, in any order, one may turn out not to be the first of its session. */
    private void joinSession(Scheduled job) {
        sessions.add(job)
                .ifPresent(behind -> arrivals.bandOf(behind)
                        .ifPresent(band -> queue(behind.lane()).remove(behind, band)));
    }

    private void enterLine(Scheduled job) {
        if (!timetable.early(job)) {
            arrivals.bandOf(job).ifPresent(band -> queue(job.lane()).add(job, band));
        }
    }

    /** It waits no more, and will not run. */
    private void leave(Scheduled job) {
        leaveLine(job);
        returning.addAll(claims.forget(job));
        reseat(job);
    }

    private void leaveLine(Scheduled job) {
        timetable.remove(job);
        arrivals.bandOf(job).ifPresent(band -> {
            queue(job.lane()).remove(job, band);
            arrivals.remove(job, band);
        });
    }

    private void take(Scheduled job) {
        if (leases.add(job)) {
            claims.use(job);
        }
    }

    private void giveBack(Scheduled job) {
        if (leases.remove(job.key())) {
            returning.addAll(claims.release(job));
            reseat(job);
        }
    }

    /** Something of this job's tenant, principal or class has ended, so whoever was held for it may go again. */
    private void reseat(Scheduled job) {
        if (held.any() && held.release(job)) {
            lanes.values().forEach(queue -> queue.reseat(job));
        }
    }

    /** The job of this lane whose turn it is and which no limit keeps from running. */
    Optional<JobKey> next(Lane lane, Gate gate) {
        letBack();
        Scheduled drained = claims.drained(lane);
        if (drained != null && gate.obstacle(drained, leases) == Obstacle.NONE) {
            return Optional.of(drained.key());
        }
        LaneQueue queue = queue(lane);
        for (int looked = 0; looked < BATCH; looked++) {
            Scheduled job = queue.first();
            if (job == null) {
                return Optional.empty();
            }
            Obstacle obstacle = gate.obstacle(job, leases);
            if (obstacle == Obstacle.SLOTS) {
                return Optional.empty();
            }
            if (obstacle == Obstacle.NONE && claims.free(job)) {
                return Optional.of(job.key());
            }
            setAside(job, obstacle, queue);
        }
        return Optional.empty();
    }

    private void setAside(Scheduled job, Obstacle obstacle, LaneQueue queue) {
        switch (obstacle) {
            case TENANT, RESULT_MEMORY -> held.holdTenant(job);
            case PRINCIPAL -> held.holdPrincipal(job);
            case STATEMENT_CLASS -> held.holdClass(job);
            case SLOTS -> {}
            case NONE -> {
                if (claims.claimedBy(job) == null && claims.crowded()) {
                    held.holdClass(job);
                } else {
                    claims.hold(job);
                    arrivals.bandOf(job).ifPresent(band -> queue.remove(job, band));
                }
            }
        }
        lanes.values().forEach(any -> any.reseat(job));
    }

    private void letBack() {
        for (int back = 0; back < BATCH && !returning.isEmpty(); back++) {
            Scheduled job = jobs.get(returning.removeFirst().key());
            if (job != null && sessions.before(job) == 0) {
                enterLine(job);
            }
        }
    }

    /** Whether a newcomer may run at once: nothing of its own keeps it, and it overtakes nobody. */
    boolean open(Scheduled newcomer, Gate gate) {
        Instant start = newcomer.times().notBefore();
        return start == null
                && gate.obstacle(newcomer, leases) == Obstacle.NONE
                && claims.free(newcomer)
                && !sessions.busy(newcomer)
                && claims.drained(newcomer.lane()) == null
                && queue(newcomer.lane()).first() == null;
    }

    /** Lets at most so many jobs whose time to start has come stand in line. */
    void wake(Instant now, int atMost) {
        for (JobKey key : timetable.started(now, atMost)) {
            Scheduled job = jobs.get(key);
            if (job != null && sessions.before(job) == 0) {
                enterLine(job);
            }
        }
    }

    /** Moves at most so many jobs that have waited long up one band. */
    void age(Instant now, Duration after, int atMost) {
        int moved = age(Priority.NORMAL, Priority.HIGH, now.minus(after.multipliedBy(2)), atMost);
        var unused = age(Priority.LOW, Priority.NORMAL, now.minus(after), atMost - moved);
    }

    private int age(Priority from, Priority to, Instant since, int atMost) {
        int moved = 0;
        while (moved < atMost) {
            Optional<Scheduled> oldest = arrivals.waitingSince(from, since);
            if (oldest.isEmpty()) {
                break;
            }
            Scheduled job = oldest.get();
            arrivals.remove(job, from);
            arrivals.add(job, to);
            if (queue(job.lane()).remove(job, from)) {
                queue(job.lane()).add(job, to);
            }
            moved++;
        }
        return moved;
    }

    List<JobKey> overdue(Instant now, int atMost) {
        return timetable.overdue(now, atMost);
    }

    /** Looks at everybody again, because limits may have been raised. */
    void reconsider() {
        held.forgetAll().forEach(tenant -> lanes.values().forEach(queue -> queue.reseat(tenant)));
    }

    /** A job's turn took longer than it was charged, or less long. */
    void settle(JobKey key, double difference) {
        Scheduled job = jobs.get(key);
        if (job != null) {
            queue(job.lane()).settle(job, job.place().priority(), difference);
        }
    }

    /** The waiting job that goes first when there are too many: of the lowest band, the oldest or the newest. */
    Optional<Scheduled> leastImportant(boolean oldest) {
        return arrivals.lowest().flatMap(band -> oldest ? arrivals.oldest(band) : arrivals.newest(band));
    }

    Crowd ahead(Scheduled job) {
        LaneQueue queue = lanes.get(job.lane());
        Priority band = arrivals.bandOf(job).orElse(job.place().priority());
        return queue == null ? Crowd.NOBODY : queue.ahead(band);
    }

    boolean inSession(String tenant, String session) {
        return sessions.any(tenant, session);
    }

    int beforeInSession(Scheduled job) {
        return sessions.before(job);
    }

    @Nullable
    Scheduled find(JobKey key) {
        return jobs.get(key);
    }

    Leases leases() {
        return leases;
    }

    TableClaims claims() {
        return claims;
    }

    int waiting() {
        return arrivals.size();
    }

    boolean idle() {
        return jobs.isEmpty();
    }

    private LaneQueue queue(Lane lane) {
        return lanes.computeIfAbsent(lane, none -> new LaneQueue(weights, held));
    }
}
