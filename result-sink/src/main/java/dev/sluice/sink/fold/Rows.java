package dev.sluice.sink.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one record or a batch of them says, as rows of the three tables. A value; thread-safe. */
public record Rows(List<JobChange> jobs, List<ResultChunk> chunks, List<DeadLetterRow> deadLetters) {
    /** Nothing to keep. */
    public static final Rows NONE = new Rows(List.of(), List.of(), List.of());

    public Rows {
        jobs = List.copyOf(jobs);
        chunks = List.copyOf(chunks);
        deadLetters = List.copyOf(deadLetters);
    }

    /** One change of one job. */
    public static Rows of(JobChange change) {
        return new Rows(List.of(change), List.of(), List.of());
    }

    /** One dead letter. */
    public static Rows of(DeadLetterRow deadLetter) {
        return new Rows(List.of(), List.of(), List.of(deadLetter));
    }

    /** All of a batch, in the order read: one change per job, sorted by key; chunks and dead letters as they came. */
    public static Rows fold(Collection<Rows> batch) {
        Map<JobKey, JobChange> jobs = new TreeMap<>();
        List<ResultChunk> chunks = new ArrayList<>();
        List<DeadLetterRow> deadLetters = new ArrayList<>();
        for (Rows rows : batch) {
            rows.jobs.forEach(change -> jobs.merge(change.key(), change, JobChange::then));
            chunks.addAll(rows.chunks);
            deadLetters.addAll(rows.deadLetters);
        }
        return new Rows(List.copyOf(jobs.values()), chunks, deadLetters);
    }
}
