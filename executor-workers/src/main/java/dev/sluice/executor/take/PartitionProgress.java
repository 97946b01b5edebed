package dev.sluice.executor.take;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is open and what is done in one partition, from its assignment on. Pure bookkeeping; not thread-safe.
 *
 * <p>Offsets without a record (transaction markers, aborted records) count as done, because nobody will ever take them.
 */
final class PartitionProgress {
    private final NavigableMap<Long, Integer> open;
    /** Open by the commit we began with and not delivered to us so far. */
    private final TreeSet<Long> awaited;

    private long next;

    PartitionProgress(CommittedProgress begin) {
        this.open = new TreeMap<>(begin.open());
        this.awaited = new TreeSet<>(begin.open().keySet());
        this.next = begin.next();
    }

    /** Takes a delivered record: true if its job is to be run, false if a predecessor finished it. Offsets come in rising order. */
    boolean take(long offset) {
        // What we waited for and was passed over is gone from the log: nobody can deliver it any more.
        NavigableMap<Long, Integer> passed = open.headMap(offset, false);
        awaited.headSet(offset, false).removeIf(gone -> {
            passed.remove(gone);
            return true;
        });
        if (offset < next) {
            return awaited.remove(offset);
        }
        next = offset + 1;
        open.put(offset, 0);
        return true;
    }

    /** How often the job at this open offset was started before now, by anybody. */
    int starts(long offset) {
        return open.getOrDefault(offset, 0);
    }

    /** Counts one more start of an open job. */
    void started(long offset) {
        open.computeIfPresent(offset, (key, starts) -> starts + 1);
    }

    /** Takes back the last start of an open job: whoever stopped it says that it was not the job's fault. */
    void forgive(long offset) {
        open.computeIfPresent(offset, (key, starts) -> Math.max(0, starts - 1));
    }

    /** The outcome of an open job has been published. */
    void done(long offset) {
        open.remove(offset);
    }

    int openCount() {
        return open.size();
    }

    /**
     * Whether one more job can be taken without outgrowing what a commit can say. What is awaited is in the commit already: if it
     * counted, a partition whose predecessor left it full would wait for jobs that nobody takes.
     */
    boolean hasRoom(int maxOpen) {
        return open.size() - awaited.size() < maxOpen
                && (!awaited.isEmpty() || next - lowWater() < ProgressCodec.MAX_SPAN);
    }

    /** The first offset that is not done. */
    long lowWater() {
        return open.isEmpty() ? next : open.firstKey();
    }

    /** What to commit if these jobs are done and these are about to start. Changes nothing here. */
    CommittedProgress after(Set<Long> done, Set<Long> starting) {
        TreeMap<Long, Integer> left = new TreeMap<>();
        for (Map.Entry<Long, Integer> entry : open.entrySet()) {
            if (!done.contains(entry.getKey())) {
                left.put(entry.getKey(), entry.getValue() + (starting.contains(entry.getKey()) ? 1 : 0));
            }
        }
        return new CommittedProgress(next, left);
    }
}
