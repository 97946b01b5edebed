package dev.sluice.dispatcher.remember;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that were stored last, as they were stored: most are asked for once more, when they end, and soon. Bounded by number and
 * by what each may take. Not thread-safe.
 */
final class RecentJobs {
    private static final int MOST = 4_096;
    /** Larger requests are read from the store again: of those, a few would take the room of all. */
    private static final int LARGEST_REQUEST = 1_024;

    private final Map<JobKey, LiveJob> jobs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobKey, LiveJob> eldest) {
            return size() > MOST;
        }
    };

    void add(LiveJob job) {
        if (job.request().remaining() <= LARGEST_REQUEST) {
            jobs.put(job.key(), job);
        } else {
            jobs.remove(job.key());
        }
    }

    void remove(JobKey key) {
        jobs.remove(key);
    }

    @Nullable
    LiveJob find(JobKey key) {
        return jobs.get(key);
    }
}
