package dev.sluice.executor.intercept;

import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A plug-in as anybody could write it: keeps what it saw of each job, and fails after it has. */
public final class SeenJobs implements Interceptor {
    private static final Map<String, List<String>> SEEN = new ConcurrentHashMap<>();

    public static List<String> of(QueryJob job) {
        return SEEN.getOrDefault(job.getJobId(), List.of());
    }

    @Override
    public void beforeExecute(QueryJob job) {
        saw(job, "before");
    }

    @Override
    public void afterExecute(QueryJob job, QueryReply outcome) {
        saw(job, "after " + outcome.getState());
        throw new IllegalStateException("an interceptor that fails");
    }

    private static void saw(QueryJob job, String what) {
        SEEN.computeIfAbsent(job.getJobId(), id -> new CopyOnWriteArrayList<>()).add(what);
    }
}
