package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.Lane;
import dev.sluice.message.StatementClass;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The jobs of one database that hold a lease, and what they take of each limit. Not thread-safe.
 *
 * <p>INVARIANT: every number here is a count over the set of leases: it changes only when a key enters or leaves the set, so a job
 * told of twice counts once.
 */
final class Leases {
    private final Map<JobKey, Lease> held = new HashMap<>();
    private final Map<Lane, Integer> byLane = new EnumMap<>(Lane.class);
    private final Map<StatementClass, Integer> byClass = new EnumMap<>(StatementClass.class);
    private final Map<String, Integer> byTenant = new HashMap<>();
    private final Map<Person, Integer> byPrincipal = new HashMap<>();
    private final Map<String, Long> bytesByTenant = new HashMap<>();
    private final Map<Spot, Integer> bySpot = new HashMap<>();

    private record Person(String tenant, String principal) {}

    private record Spot(Lane lane, int partition) {}

    private record Lease(Scheduled job, Spot spot) {}

    /** Takes a lease in; answers false if the job had one. */
    boolean add(Scheduled job, int partition) {
        Spot spot = new Spot(job.lane(), partition);
        boolean fresh = held.putIfAbsent(job.key(), new Lease(job, spot)) == null;
        if (fresh) {
            bySpot.merge(spot, 1, Integer::sum);
            byLane.merge(job.lane(), 1, Integer::sum);
            byClass.merge(job.demand().statementClass(), 1, Integer::sum);
            byTenant.merge(job.tenant(), 1, Integer::sum);
            byPrincipal.merge(new Person(job.tenant(), job.principal()), 1, Integer::sum);
            bytesByTenant.merge(job.tenant(), job.demand().resultBytes(), Long::sum);
        }
        return fresh;
    }

    /** Ends a lease; answers false if the job had none. */
    boolean remove(JobKey key) {
        Lease lease = held.remove(key);
        if (lease == null) {
            return false;
        }
        Scheduled job = lease.job;
        byLane.merge(job.lane(), -1, Integer::sum);
        bySpot.computeIfPresent(lease.spot, (spot, jobs) -> jobs == 1 ? null : jobs - 1);
        byClass.merge(job.demand().statementClass(), -1, Integer::sum);
        byTenant.computeIfPresent(job.tenant(), (tenant, jobs) -> jobs == 1 ? null : jobs - 1);
        byPrincipal.computeIfPresent(
                new Person(job.tenant(), job.principal()), (person, jobs) -> jobs == 1 ? null : jobs - 1);
        // A tenant without leases takes nothing, also when caps of zero bytes left its sum at zero before.
        if (byTenant.containsKey(job.tenant())) {
            bytesByTenant.merge(job.tenant(), -job.demand().resultBytes(), Long::sum);
        } else {
            bytesByTenant.remove(job.tenant());
        }
        return true;
    }

    int size() {
        return held.size();
    }

    int ofLane(Lane lane) {
        return byLane.getOrDefault(lane, 0);
    }

    /** Those that lie on this partition of a lane's jobs topic. */
    int ofPartition(Lane lane, int partition) {
        return bySpot.getOrDefault(new Spot(lane, partition), 0);
    }

    int ofClass(StatementClass statementClass) {
        return byClass.getOrDefault(statementClass, 0);
    }

    int ofTenant(String tenant) {
        return byTenant.getOrDefault(tenant, 0);
    }

    int ofPrincipal(String tenant, String principal) {
        return byPrincipal.getOrDefault(new Person(tenant, principal), 0);
    }

    /** The sum of the result caps of a tenant's leases. */
    long bytesOf(String tenant) {
        return bytesByTenant.getOrDefault(tenant, 0L);
    }
}
