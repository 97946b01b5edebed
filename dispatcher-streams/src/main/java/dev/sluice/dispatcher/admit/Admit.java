package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.line.Scheduled;
import java.util.Optional;

/** Grants leases. Looks at the schedule; what it changes there is only the order in which jobs are looked at. */
public final class Admit implements Gate {
    private final Slots slots;
    private final Limits.Source limits;
    private final Schedule schedule;

    public Admit(Slots slots, Limits.Source limits, Schedule schedule) {
        this.slots = slots;
        this.limits = limits;
        this.schedule = schedule;
    }

    /** Whether a newcomer may have a lease at once; it overtakes nobody. */
    public boolean newcomer(Scheduled job) {
        return schedule.backlog(job.key().database()).open(job, this);
    }

    /** The waiting job that gets the next lease of this lane, if there is a lease to be had. */
    public Optional<JobKey> next(LaneKey lane) {
        return schedule.backlog(lane.database()).next(lane.lane(), this);
    }

    /** Where a job stands with every limit now; how many are before it is guessed, for every newcomer is told. */
    public Standing standing(Scheduled job) {
        Backlog backlog = schedule.backlog(job.key().database());
        return look(job, backlog).standing(slots.of(job.laneKey()), backlog.ahead(job, false));
    }

    /** The same for somebody who asks: who is before it is counted. */
    public Standing explained(Scheduled job) {
        Backlog backlog = schedule.backlog(job.key().database());
        return look(job, backlog).standing(slots.of(job.laneKey()), backlog.ahead(job, true));
    }

    private LookAround look(Scheduled job, Backlog backlog) {
        return new LookAround(job, backlog, limits.of(job.key().database(), job.tenant()));
    }

    @Override
    public Obstacle obstacle(Scheduled job, Leases leases) {
        if (leases.ofLane(job.lane()) >= slots.of(job.laneKey())) {
            return Obstacle.SLOTS;
        }
        Limits own = limits.of(job.key().database(), job.tenant());
        if (full(own.tenant(), leases.ofTenant(job.tenant()))) {
            return Obstacle.TENANT;
        }
        if (full(own.principal(), leases.ofPrincipal(job.tenant(), job.principal()))) {
            return Obstacle.PRINCIPAL;
        }
        long memory = own.resultMemory();
        if (memory > 0 && leases.bytesOf(job.tenant()) + Math.min(job.demand().resultBytes(), memory) > memory) {
            return Obstacle.RESULT_MEMORY;
        }
        var statementClass = job.demand().statementClass();
        return full(own.of(statementClass), leases.ofClass(statementClass)) ? Obstacle.STATEMENT_CLASS : Obstacle.NONE;
    }

    private static boolean full(int limit, int used) {
        return limit > 0 && used >= limit;
    }
}
