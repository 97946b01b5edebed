package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.message.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who runs and who waits, in memory: an index over the live jobs and nothing else, so that putting every stored job in it once gives
 * the same schedule again. O(log n) per change. Not thread-safe; belongs to one task.
 */
public final class Schedule {
    private final Map<JobKey, Scheduled> jobs = new HashMap<>();
    private final Map<LaneKey, LaneQueue> lanes = new HashMap<>();
    private final TreeSet<Due> starts = new TreeSet<>();
    private final TreeSet<Due> deadlines = new TreeSet<>();

    /** A time at which something is due for a job. */
    private record Due(Instant at, JobKey key) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    /** Takes in a job as it is now, in place of how it was. */
    public void put(LiveJob job) {
        Scheduled before = jobs.get(job.key());
        if (before != null && !job.waits()) {
            queue(before).charge(before);
        }
        remove(job.key());
        var scheduled = new Scheduled(job.key(), job.asked().principal(), job.place(), job.times());
        jobs.put(job.key(), scheduled);
        if (!job.waits()) {
            queue(scheduled).lease(job.key());
            return;
        }
        Instant deadline = job.times().deadline();
        if (deadline != null) {
            deadlines.add(new Due(deadline, job.key()));
        }
        Instant notBefore = job.times().notBefore();
        if (notBefore != null) {
            starts.add(new Due(notBefore, job.key()));
        } else {
            queue(scheduled).enqueue(scheduled);
        }
    }

    /** Forgets a job, whatever it did. */
    public void remove(JobKey key) {
        Scheduled job = jobs.remove(key);
        if (job == null) {
            return;
        }
        Instant deadline = job.times().deadline();
        if (deadline != null) {
            deadlines.remove(new Due(deadline, key));
        }
        Instant notBefore = job.times().notBefore();
        if (notBefore != null) {
            starts.remove(new Due(notBefore, key));
        }
        LaneQueue lane = queue(job);
        lane.remove(job);
        if (lane.idle()) {
            lanes.remove(job.lane());
        }
    }

    /** Lets at most so many jobs whose time to start has come join their queues. */
    public void wake(Instant now, int atMost) {
        for (int woken = 0; woken < atMost && !starts.isEmpty(); woken++) {
            Due first = starts.first();
            if (first.at().isAfter(now)) {
                return;
            }
            starts.remove(first);
            Scheduled job = jobs.get(first.key());
            if (job != null) {
                queue(job).enqueue(job);
            }
        }
    }

    /** At most so many waiting jobs whose deadline has passed. */
    public List<JobKey> overdue(Instant now, int atMost) {
        List<JobKey> overdue = new ArrayList<>();
        for (Due due : deadlines) {
            if (due.at().isAfter(now) || overdue.size() == atMost) {
                break;
            }
            overdue.add(due.key());
        }
        return overdue;
    }

    /** The job of this lane that is next in line, if one is ready. */
    public Optional<JobKey> first(LaneKey lane) {
        LaneQueue queue = lanes.get(lane);
        return queue == null ? Optional.empty() : queue.first();
    }

    /** The lane a job is in, if it is live. */
    public Optional<LaneKey> laneOf(JobKey key) {
        return Optional.ofNullable(jobs.get(key)).map(Scheduled::lane);
    }

    /** How many jobs hold a lease of this lane. */
    public int leases(LaneKey lane) {
        LaneQueue queue = lanes.get(lane);
        return queue == null ? 0 : queue.leases();
    }

    /** How many jobs are in line before a newcomer to this lane with this priority. */
    public long ahead(LaneKey lane, Priority priority) {
        LaneQueue queue = lanes.get(lane);
        return queue == null ? 0 : queue.ahead(priority);
    }

    /** The lanes in which a job is ready. */
    public List<LaneKey> lanesWithWork() {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getValue().waiting() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many jobs wait, ready or not, and how many hold a lease. */
    public Load load() {
        int leased = lanes.values().stream().mapToInt(LaneQueue::leases).sum();
        return new Load(jobs.size() - leased, leased);
    }

    /** Jobs waiting and jobs leased. */
    public record Load(int waiting, int leased) {}

    private LaneQueue queue(Scheduled job) {
        return lanes.computeIfAbsent(job.lane(), k -> new LaneQueue());
    }
}
