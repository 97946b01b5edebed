package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.line.Scheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When waiting jobs may start, and when it is too late for them. Not thread-safe. */
final class Timetable {
    private final NavigableSet<Due> starts = new TreeSet<>();
    private final NavigableSet<Due> deadlines = new TreeSet<>();

    /** A time at which something is due for a job. */
    private record Due(Instant at, JobKey key) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    void add(Scheduled job) {
        change(job.times().notBefore(), job.key(), starts, true);
        change(job.times().deadline(), job.key(), deadlines, true);
    }

    void remove(Scheduled job) {
        change(job.times().notBefore(), job.key(), starts, false);
        change(job.times().deadline(), job.key(), deadlines, false);
    }

    private static void change(@Nullable Instant at, JobKey key, NavigableSet<Due> times, boolean add) {
        if (at != null) {
            var due = new Due(at, key);
            var unused = add ? times.add(due) : times.remove(due);
        }
    }

    /** Whether a job still waits for its time to start. */
    boolean early(Scheduled job) {
        Instant notBefore = job.times().notBefore();
        return notBefore != null && starts.contains(new Due(notBefore, job.key()));
    }

    /** At most so many jobs whose time to start has come; they are told of once. */
    List<JobKey> started(Instant now, int atMost) {
        List<JobKey> started = new ArrayList<>();
        while (started.size() < atMost
                && !starts.isEmpty()
                && !starts.first().at().isAfter(now)) {
            started.add(starts.removeFirst().key());
        }
        return started;
    }

    /** At most so many jobs whose deadline has passed; they are told of until they are removed. */
    List<JobKey> overdue(Instant now, int atMost) {
        List<JobKey> overdue = new ArrayList<>();
        for (Due due : deadlines) {
            if (due.at().isAfter(now) || overdue.size() == atMost) {
                break;
            }
            overdue.add(due.key());
        }
        return overdue;
    }
}
