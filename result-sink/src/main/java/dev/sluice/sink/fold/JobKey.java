package dev.sluice.sink.fold;

import java.util.Comparator;

/** The primary key of a job in the history. Sorted, so that two writers lock rows in one order. */
public record JobKey(String tenant, String jobId) implements Comparable<JobKey> {
    private static final Comparator<JobKey> ORDER =
            Comparator.comparing(JobKey::tenant).thenComparing(JobKey::jobId);

    @Override
    public int compareTo(JobKey other) {
        return ORDER.compare(this, other);
    }
}
