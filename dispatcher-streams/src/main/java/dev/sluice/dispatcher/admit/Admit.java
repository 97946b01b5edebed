package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.Database;
import dev.sluice.message.Lane;
import dev.sluice.message.LimitCheck;
import dev.sluice.message.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Grants leases. Reads the schedule, changes nothing. */
public final class Admit {
    private final LaneLimits limits;
    private final Schedule schedule;

    public Admit(LaneLimits limits, Schedule schedule) {
        this.limits = limits;
        this.schedule = schedule;
    }

    /** Whether a job may have a lease now, and by which limit. */
    public sealed interface Admission {
        LimitCheck check();

        record Granted(LimitCheck check) implements Admission {}

        /** Not now: so many are in line before it. */
        record Held(LimitCheck check, long ahead) implements Admission {}
    }

    /** For a newcomer, which must not overtake those in line. */
    public Admission newcomer(
            Database database, Lane lane, Priority priority, @Nullable Instant notBefore, Instant now) {
        var key = new LaneKey(database.name(), lane);
        long ahead = schedule.ahead(key, priority);
        boolean later = notBefore != null && notBefore.isAfter(now);
        LimitCheck check = check(database, key);
        return check.getAllowed() && ahead == 0 && !later
                ? new Admission.Granted(check)
                : new Admission.Held(check, ahead);
    }

    /** For the job that is first in line. */
    public Admission first(Database database, Lane lane) {
        LimitCheck check = check(database, new LaneKey(database.name(), lane));
        return check.getAllowed() ? new Admission.Granted(check) : new Admission.Held(check, 0);
    }

    private LimitCheck check(Database database, LaneKey lane) {
        int used = schedule.leases(lane);
        int limit = limits.outstanding(database, lane.lane());
        return new LimitCheck(
                "slots x prefetch", database.name() + "/" + lane.lane(), (long) used, (long) limit, used < limit);
    }
}
