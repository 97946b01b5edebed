package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.line.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who runs and who waits, in memory: an index over the live jobs and nothing else, so that putting every stored job in it once gives
 * the same leases, limits and order of arrival again; what turns have cost so far starts anew. O(log n) per change. Not thread-safe;
 * belongs to one task.
 */
public final class Schedule {
    private final BandWeights weights;
    private final Map<String, Backlog> backlogs = new HashMap<>();

    public Schedule(BandWeights weights) {
        this.weights = weights;
    }

    /** Takes in a job as it is now, in place of how it was. */
    public void put(LiveJob job) {
        backlogs.computeIfAbsent(job.key().database(), none -> new Backlog(weights))
                .put(Scheduled.of(job), job.waits(), job.tries().partition());
    }

    /** To be called once all stored jobs are in: which of them has waited longest is told by their sequence. */
    public void arrange() {
        backlogs.values().forEach(backlog -> backlog.arrivals().arrange());
    }

    /** Forgets a job, whatever it did. */
    public void remove(JobKey key) {
        Backlog backlog = backlogs.get(key.database());
        if (backlog != null) {
            backlog.remove(key);
        }
    }

    /** A job has run for so much longer than was charged for it, milliseconds, or less long. To be told while it holds its lease. */
    public void settle(JobKey key, double difference) {
        Backlog backlog = backlogs.get(key.database());
        if (backlog != null) {
            backlog.settle(key, difference);
        }
    }

    /** What waiting alone brings about: jobs whose time to start has come, and jobs that have waited long; about so many of each. */
    public void pass(Instant now, Duration ageAfter, int atMost) {
        int share = share(atMost);
        for (Backlog backlog : backlogs.values()) {
            backlog.wake(now, share);
            backlog.age(now, ageAfter, share);
        }
    }

    /** What each database gets of so many, so that many of them take no longer than one, and none waits for another. */
    private int share(int atMost) {
        return Math.max(1, atMost / Math.max(1, backlogs.size()));
    }

    /** Looks at everybody again who was at a limit, because limits may have been raised. */
    public void reconsider() {
        backlogs.values().removeIf(Backlog::idle);
        backlogs.values().forEach(Backlog::reconsider);
    }

    /** About so many waiting jobs whose deadline has passed. */
    public List<JobKey> overdue(Instant now, int atMost) {
        List<JobKey> overdue = new ArrayList<>();
        for (Backlog backlog : backlogs.values()) {
            overdue.addAll(backlog.overdue(now, share(atMost)));
        }
        return overdue;
    }

    /** The lane a job is in, if it is live. */
    public Optional<LaneKey> laneOf(JobKey key) {
        Backlog backlog = backlogs.get(key.database());
        return backlog == null
                ? Optional.empty()
                : Optional.ofNullable(backlog.find(key)).map(Scheduled::laneKey);
    }

    /** Whether a job of this session waits or runs. */
    public boolean inSession(String database, String tenant, String session) {
        Backlog backlog = backlogs.get(database);
        return backlog != null && backlog.sessions().any(tenant, session);
    }

    /** How many jobs of this database wait. */
    public int waiting(String database) {
        Backlog backlog = backlogs.get(database);
        return backlog == null ? 0 : backlog.arrivals().size();
    }

    /** The databases in which a job waits. */
    public List<String> databasesWithWork() {
        return backlogs.entrySet().stream()
                .filter(backlog -> backlog.getValue().arrivals().size() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The waiting job of this database that goes first when there are too many: of the lowest band, the oldest or the newest. */
    public Optional<Scheduled> leastImportant(String database, boolean oldest) {
        Backlog backlog = backlogs.get(database);
        return backlog == null ? Optional.empty() : backlog.arrivals().leastImportant(oldest);
    }

    /** How many jobs wait, ready or not, and how many hold a lease. */
    public Load load() {
        int waiting = backlogs.values().stream()
                .mapToInt(backlog -> backlog.arrivals().size())
                .sum();
        int leased = backlogs.values().stream()
                .mapToInt(backlog -> backlog.leases().size())
                .sum();
        return new Load(waiting, leased);
    }

    /** Jobs waiting and jobs leased. */
    public record Load(int waiting, int leased) {}

    /** The databases that have jobs. */
    public Set<String> databases() {
        return Set.copyOf(backlogs.keySet());
    }

    /** What a lane has to do. */
    public Work work(LaneKey lane) {
        Backlog backlog = backlogs.get(lane.database());
        return backlog == null ? Work.NONE : backlog.work(lane.lane());
    }

    /** Predicted milliseconds of the jobs that stand in line, and how many hold a lease. */
    public record Work(double waitingMillis, int leased) {
        static final Work NONE = new Work(0, 0);
    }

    /** How many jobs that hold a lease lie on this partition of a lane's jobs topic. */
    public int leasesOn(LaneKey lane, int partition) {
        Backlog backlog = backlogs.get(lane.database());
        return backlog == null ? 0 : backlog.leases().ofPartition(lane.lane(), partition);
    }

    /** The jobs of one database; of none if nobody knows it. */
    Backlog backlog(String database) {
        Backlog backlog = backlogs.get(database);
        return backlog == null ? new Backlog(weights) : backlog;
    }
}
