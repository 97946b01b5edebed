package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.line.Arrivals;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.Held;
import dev.sluice.dispatcher.line.LaneQueue;
import dev.sluice.dispatcher.line.LaneQueue.Ahead;
import dev.sluice.dispatcher.line.LaneQueues;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.dispatcher.line.SessionLines;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one database: those that wait, in order, and those that hold a lease. A waiting job stands in line, or is kept out of it
 * by its time to start, by its session, or by a claim on its tables. Not thread-safe.
 */
final class Backlog {
    /** Jobs looked at for one admission, and jobs let back in line for one, so that neither takes long. */
    private static final int BATCH = 256;

    private final Map<JobKey, Member> jobs = new HashMap<>();
    private final Leases leases = new Leases();
    private final Held held = new Held();
    private final LaneQueues lanes;
    private final Arrivals arrivals = new Arrivals(this::waitsIn);
    private final Timetable timetable = new Timetable();
    private final SessionLines sessions = new SessionLines();
    private final TableClaims claims = new TableClaims();

    Backlog(BandWeights weights) {
        this.lanes = new LaneQueues(weights, held);
    }

    private boolean waitsIn(Scheduled job, Priority band) {
        Member member = jobs.get(job.key());
        return member != null && member.band == band;
    }

    /** Takes in a job as it is now, in place of how it was. */
    void put(Scheduled job, boolean waits, int partition) {
        Member member = jobs.get(job.key());
        if (member == null) {
            member = new Member(job);
            jobs.put(job.key(), member);
            if (!waits) {
                lanes.of(job.lane()).charge(job, job.place().priority());
                joinSession(job);
            }
        } else if (member.band != null && waits) {
            leave(member);
        } else if (member.band != null) {
            lanes.of(member.job.lane()).charge(member.job, member.band);
            leaveLine(member);
        } else if (waits) {
            giveBack(member.job);
        }
        member.job = job;
        if (waits) {
            await(member);
        } else if (leases.add(job, partition)) {
            claims.use(job);
        }
    }

    /** Forgets a job, whatever it did. */
    void remove(JobKey key) {
        Member member = jobs.remove(key);
        if (member == null) {
            return;
        }
        if (member.band != null) {
            leave(member);
        } else {
            giveBack(member.job);
        }
        sessions.remove(member.job).map(Scheduled::key).map(jobs::get).ifPresent(this::enterLine);
    }

    private void await(Member member) {
        Scheduled job = member.job;
        Priority band = job.place().priority();
        member.band = band;
        arrivals.add(job, band);
        timetable.add(job);
        joinSession(job);
        if (sessions.before(job) == 0) {
            enterLine(member);
        }
    }

    /** While jobs come back from the store, in any order, one may turn out not to be the first of its session. */
    private void joinSession(Scheduled job) {
        sessions.add(job).map(Scheduled::key).map(jobs::get).ifPresent(this::stepOut);
    }

    private void enterLine(Member member) {
        Priority band = member.band;
        if (band != null && !timetable.early(member.job)) {
            lanes.of(member.job.lane()).add(member.job, band);
        }
    }

    private boolean stepOut(Member member) {
        Priority band = member.band;
        return band != null && lanes.of(member.job.lane()).remove(member.job, band);
    }

    /** It waits no more, and will not run. */
    private void leave(Member member) {
        leaveLine(member);
        claims.forget(member.job);
        reseat(member.job);
    }

    private void leaveLine(Member member) {
        Priority band = Objects.requireNonNull(member.band);
        timetable.remove(member.job);
        stepOut(member);
        member.band = null;
        arrivals.remove(band);
    }

    private void giveBack(Scheduled job) {
        if (leases.remove(job.key())) {
            claims.release(job);
            reseat(job);
        }
    }

    /** Something of this job's tenant, principal or class has ended, so whoever was held for it may go again. */
    private void reseat(Scheduled job) {
        if (held.any() && held.release(job)) {
            lanes.reseat(job);
        }
    }

    /** The job of this lane whose turn it is and which no limit keeps from running. */
    Optional<JobKey> next(Lane lane, Gate gate) {
        claims.back(BATCH).forEach(job -> comeBack(job.key()));
        Scheduled drained = claims.drained(lane);
        if (drained != null && gate.obstacle(drained, leases) == Obstacle.NONE) {
            return Optional.of(drained.key());
        }
        LaneQueue queue = lanes.of(lane);
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
            setAside(job, obstacle);
        }
        return Optional.empty();
    }

    private void setAside(Scheduled job, Obstacle obstacle) {
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
                    stepOut(Objects.requireNonNull(jobs.get(job.key())));
                }
            }
        }
        lanes.reseat(job);
    }

    /** Whether a newcomer may run at once: nothing of its own keeps it, and it overtakes nobody. */
    boolean open(Scheduled newcomer, Gate gate) {
        Instant start = newcomer.times().notBefore();
        return start == null
                && gate.obstacle(newcomer, leases) == Obstacle.NONE
                && claims.free(newcomer)
                && !sessions.busy(newcomer)
                && claims.drained(newcomer.lane()) == null
                && lanes.of(newcomer.lane()).first() == null;
    }

    /** Lets at most so many jobs whose time to start has come stand in line. */
    void wake(Instant now, int atMost) {
        for (JobKey key : timetable.started(now, atMost)) {
            comeBack(key);
        }
    }

    private void comeBack(JobKey key) {
        Member member = jobs.get(key);
        if (member != null && sessions.before(member.job) == 0) {
            enterLine(member);
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
            promote(Objects.requireNonNull(jobs.get(oldest.get().key())), from, to);
            moved++;
        }
        return moved;
    }

    private void promote(Member member, Priority from, Priority to) {
        boolean inLine = stepOut(member);
        member.band = to;
        arrivals.remove(from);
        arrivals.add(member.job, to);
        if (inLine) {
            enterLine(member);
        }
    }

    List<JobKey> overdue(Instant now, int atMost) {
        return timetable.overdue(now, atMost);
    }

    /** Looks at everybody again, because limits may have been raised. */
    void reconsider() {
        lanes.reconsider();
    }

    /** A job's turn took longer than it was charged, or less long. */
    void settle(JobKey key, double difference) {
        Scheduled job = find(key);
        if (job != null) {
            lanes.of(job.lane()).settle(job, job.place().priority(), difference);
        }
    }

    /** What is before a job: guessed, or counted if that is asked for and it stands in line. */
    Ahead ahead(Scheduled job, boolean counted) {
        Member member = jobs.get(job.key());
        Priority band = member == null ? null : member.band;
        LaneQueue lane = lanes.of(job.lane());
        return band != null && counted
                ? lane.before(job, band)
                : lane.guess(job, band == null ? job.place().priority() : band);
    }

    SessionLines sessions() {
        return sessions;
    }

    @Nullable
    Scheduled find(JobKey key) {
        Member member = jobs.get(key);
        return member == null ? null : member.job;
    }

    Leases leases() {
        return leases;
    }

    TableClaims claims() {
        return claims;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Schedule.Work work(Lane lane) {
        return new Schedule.Work(lanes.of(lane).millis(), leases.ofLane(lane));
    }

    boolean idle() {
        return jobs.isEmpty();
    }
}
