package dev.sluice.executor.take.progress;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far a partition is, as it is committed: everything below {@code next} is done except what is open, and each open offset
 * comes with the number of times its job was started.
 *
 * @param next the first offset nobody has taken yet
 * @param open offsets taken and not done, with their start counts; all below {@code next}
 */
public record CommittedProgress(long next, NavigableMap<Long, Integer> open) {
    public CommittedProgress {
        open = Collections.unmodifiableNavigableMap(new TreeMap<>(open));
        if (!open.isEmpty() && open.lastKey() >= next) {
            throw new IllegalArgumentException("open offset " + open.lastKey() + " is not below " + next);
        }
    }

    /** Nothing taken above this offset, nothing open below it. */
    public static CommittedProgress at(long offset) {
        return new CommittedProgress(offset, new TreeMap<>());
    }

    /** Whether the job at this offset was done when this was committed. */
    public boolean done(long offset) {
        return offset < next && !open.containsKey(offset);
    }

    /** The offset to commit: the first one that is not done. */
    public long lowWater() {
        return open.isEmpty() ? next : open.firstKey();
    }
}
