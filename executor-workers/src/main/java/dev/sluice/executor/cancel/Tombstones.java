package dev.sluice.executor.cancel;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Jobs cancelled before they came, remembered for a while; the oldest go first when there are too many. Not thread-safe. */
final class Tombstones {
    private final Duration window;
    private final int most;
    private final Map<JobKey, Instant> set = new LinkedHashMap<>();

    Tombstones(Duration window, int most) {
        this.window = window;
        this.most = most;
    }

    /** Cancelled at a moment that another clock told, which says nothing about the other jobs. */
    void put(JobKey job, Instant since, Instant now) {
        set.remove(job);
        set.put(job, since);
        Iterator<Instant> oldestFirst = set.values().iterator();
        while (oldestFirst.hasNext() && (expired(oldestFirst.next(), now) || set.size() > most)) {
            oldestFirst.remove();
        }
    }

    /** Whether this job was cancelled within the window. */
    boolean covers(JobKey job, Instant now) {
        Instant since = set.get(job);
        return since != null && !expired(since, now);
    }

    private boolean expired(Instant since, Instant now) {
        return since.plus(window).isBefore(now);
    }
}
