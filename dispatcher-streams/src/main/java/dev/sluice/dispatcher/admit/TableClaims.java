package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.Demand.Reach;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tables of a database are in use, and which are claimed by a job that must be alone on them. A claim is made when such a job's
 * turn comes: from then on nobody new gets on its tables, and when those that are there have ended, it runs. Not thread-safe.
 *
 * <p>INVARIANT: an exclusive job is leased only while no other lease overlaps it, and no lease that overlaps a claim is granted.
 */
final class TableClaims {
    /** Beyond so many claims other exclusive jobs wait without one, because every newcomer is compared with each claim. */
    private static final int MOST = 32;

    private final Map<String, Integer> users = new HashMap<>();
    /** Leases that may use any table. */
    private int usersOfAnything;
    /** Leases that use some table. */
    private int usersOfSomething;

    private final Map<JobKey, Claim> claims = new LinkedHashMap<>();
    private final Deque<Scheduled> returning = new ArrayDeque<>();

    private static final class Claim {
        private final Scheduled job;
        private final Map<JobKey, Scheduled> behind = new LinkedHashMap<>();
        private boolean running;

        Claim(Scheduled job) {
            this.job = job;
        }
    }

    /** Whether nothing on its tables keeps this job from running. */
    boolean free(Scheduled job) {
        return claimBefore(job) == null
                && !(job.demand().exclusive() && inUse(job.demand().reach()));
    }

    /** Whether another claim can be made. */
    boolean crowded() {
        return claims.size() >= MOST;
    }

    /** Keeps a job that is not free: behind the claim that stops it, or with a claim of its own. */
    void hold(Scheduled job) {
        Claim before = claimBefore(job);
        if (before != null) {
            before.behind.put(job.key(), job);
        } else {
            claims.put(job.key(), new Claim(job));
        }
    }

    /** A job of this lane with a claim whose tables nobody uses any more, or null. */
    @Nullable
    Scheduled drained(Lane lane) {
        if (claims.isEmpty()) {
            return null;
        }
        for (Claim claim : claims.values()) {
            if (!claim.running
                    && claim.job.lane() == lane
                    && !inUse(claim.job.demand().reach())) {
                return claim.job;
            }
        }
        return null;
    }

    /** The job that has claimed what this one needs, or null. */
    @Nullable
    JobKey claimedBy(Scheduled job) {
        Claim before = claimBefore(job);
        return before == null ? null : before.job.key();
    }

    /** How many leases are on these tables. */
    int inUseBy(Reach reach) {
        if (!reach.known()) {
            return usersOfSomething;
        }
        int most = 0;
        for (String table : reach.tables()) {
            most = Math.max(most, users.getOrDefault(table, 0));
        }
        return most + (reach.tables().isEmpty() ? 0 : usersOfAnything);
    }

    /** A job has got a lease. */
    void use(Scheduled job) {
        Reach reach = job.demand().reach();
        reach.tables().forEach(table -> users.merge(table, 1, Integer::sum));
        usersOfAnything += reach.known() ? 0 : 1;
        usersOfSomething += something(reach) ? 1 : 0;
        if (job.demand().exclusive()) {
            claims.computeIfAbsent(job.key(), none -> new Claim(job)).running = true;
        }
    }

    /** A lease has ended: those that waited for it may come back. */
    void release(Scheduled job) {
        Reach reach = job.demand().reach();
        reach.tables().forEach(table -> users.computeIfPresent(table, (name, jobs) -> jobs == 1 ? null : jobs - 1));
        usersOfAnything -= reach.known() ? 0 : 1;
        usersOfSomething -= something(reach) ? 1 : 0;
        unclaim(job);
    }

    /** A waiting job is gone: those that waited for it may come back. */
    void forget(Scheduled job) {
        if (claims.isEmpty()) {
            return;
        }
        for (Claim claim : claims.values()) {
            claim.behind.remove(job.key());
        }
        unclaim(job);
    }

    private void unclaim(Scheduled job) {
        Claim claim = claims.remove(job.key());
        if (claim != null) {
            returning.addAll(claim.behind.values());
        }
    }

    /** At most so many jobs that no claim holds back any more; they are told of once. */
    List<Scheduled> back(int atMost) {
        List<Scheduled> back = new ArrayList<>();
        while (back.size() < atMost && !returning.isEmpty()) {
            back.add(returning.removeFirst());
        }
        return back;
    }

    private @Nullable Claim claimBefore(Scheduled job) {
        if (claims.isEmpty()) {
            return null;
        }
        for (Claim claim : claims.values()) {
            if (claim.job.key().equals(job.key())) {
                // Those that came later stand behind it.
                return null;
            }
            if (overlap(claim.job.demand().reach(), job.demand().reach())) {
                return claim;
            }
        }
        return null;
    }

    private boolean inUse(Reach reach) {
        return inUseBy(reach) > 0;
    }

    private static boolean something(Reach reach) {
        return !reach.known() || !reach.tables().isEmpty();
    }

    private static boolean overlap(Reach one, Reach other) {
        if (!one.known() || !other.known()) {
            return something(one) && something(other);
        }
        return one.tables().stream().anyMatch(other.tables()::contains);
    }
}
