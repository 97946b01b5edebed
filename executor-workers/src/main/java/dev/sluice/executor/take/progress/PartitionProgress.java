package dev.sluice.executor.take.progress;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is open and what is done in one partition, from its assignment on. Pure bookkeeping; not thread-safe.
 *
 * <p>Offsets without a record (transaction markers, aborted records) count as done, because nobody will ever take them. A partition that
 * lost its end, as one does whose leader fell behind and was elected all the same, gives offsets a second time: its leader's epoch tells.
 */
public final class PartitionProgress {
    private final NavigableMap<Long, Integer> open;
    /** Open by the commit we began with and not delivered to us so far. */
    private final TreeSet<Long> awaited;

    private long next;
    private Optional<Integer> epoch;

    /** Begins where a commit ended; the epoch is that of the last record it knew of, if it says. */
    public PartitionProgress(CommittedProgress begin, Optional<Integer> epoch) {
        this.open = new TreeMap<>(begin.open());
        this.awaited = new TreeSet<>(begin.open().keySet());
        this.next = begin.next();
        this.epoch = epoch;
    }

    /** Whether a record of this epoch has the offset of another that was taken before: the log lost its end from here on. */
    public boolean overwritten(long offset, Optional<Integer> recordEpoch) {
        return offset < next && recordEpoch.orElse(-1) > epoch.orElse(Integer.MAX_VALUE);
    }

    /** What is left of it when the log lost its end from this offset on. Changes nothing here. */
    public CommittedProgress before(long offset) {
        return new CommittedProgress(Math.min(next, offset), open.headMap(offset, false));
    }

    /** Takes a delivered record: true if its job is to be run, false if a predecessor finished it. Offsets come in rising order. */
    public boolean take(long offset, Optional<Integer> recordEpoch) {
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
        epoch = recordEpoch;
        open.put(offset, 0);
        return true;
    }

    /** How often the job at this open offset was started before now, by anybody. */
    public int starts(long offset) {
        return open.getOrDefault(offset, 0);
    }

    /** Counts one more start of an open job. */
    public void started(long offset) {
        open.computeIfPresent(offset, (key, starts) -> starts + 1);
    }

    /** Takes back the last start of an open job: whoever stopped it says that it was not the job's fault. */
    public void forgive(long offset) {
        open.computeIfPresent(offset, (key, starts) -> Math.max(0, starts - 1));
    }

    /** The outcome of an open job has been published. */
    public void done(long offset) {
        open.remove(offset);
    }

    public int openCount() {
        return open.size();
    }

    /**
     * Whether one more job can be taken without outgrowing what a commit can say. What is awaited is in the commit already: if it
     * counted, a partition whose predecessor left it full would wait for jobs that nobody takes.
     */
    public boolean hasRoom(int maxOpen) {
        return open.size() - awaited.size() < maxOpen && (!awaited.isEmpty() || ProgressCodec.hasRoom(open, next));
    }

    /** The epoch of the last record taken; nothing if it has none. */
    public Optional<Integer> epoch() {
        return epoch;
    }

    /** The first offset that is not done. */
    public long lowWater() {
        return open.isEmpty() ? next : open.firstKey();
    }

    /** What to commit if these jobs are done and these are about to start. Changes nothing here. */
    public CommittedProgress after(Set<Long> done, Set<Long> starting) {
        TreeMap<Long, Integer> left = new TreeMap<>();
        for (Map.Entry<Long, Integer> entry : open.entrySet()) {
            if (!done.contains(entry.getKey())) {
                left.put(entry.getKey(), entry.getValue() + (starting.contains(entry.getKey()) ? 1 : 0));
            }
        }
        return new CommittedProgress(next, left);
    }
}
