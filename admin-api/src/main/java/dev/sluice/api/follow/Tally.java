package dev.sluice.api.follow;

import dev.sluice.api.job.JobView;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts jobs by lane and state as they move: those not ended yet as they stand, those ended since the start of this process, and
 * endings per second over the last minute. A job forgotten for lack of memory leaves the first of these. Thread-safe.
 */
public final class Tally {
    /** Seconds of the sliding window, the current one included. */
    static final int SECONDS = 60;

    private static final String NO_LANE = "NONE";

    private final InstantSource clock;
    private final Map<Cell, LongAdder> cells = new ConcurrentHashMap<>();
    private final AtomicLongArray endings = new AtomicLongArray(SECONDS);
    private final AtomicLongArray seconds = new AtomicLongArray(SECONDS);

    private record Cell(String lane, JobState state) {
        static Cell of(JobView view) {
            Lane lane = view.progress().placement().lane();
            return new Cell(
                    lane == null ? NO_LANE : lane.name(), view.progress().state());
        }
    }

    public Tally(InstantSource clock) {
        this.clock = clock;
    }

    void moved(@Nullable JobView before, JobView after) {
        Cell to = Cell.of(after);
        @Nullable Cell from = before == null ? null : Cell.of(before);
        if (to.equals(from)) {
            return;
        }
        if (from != null) {
            at(from).decrement();
        }
        at(to).increment();
        if (after.ended() && (before == null || !before.ended())) {
            countEnding(clock.instant().getEpochSecond());
        }
    }

    void forgotten(JobView view) {
        if (!view.ended()) {
            at(Cell.of(view)).decrement();
        }
    }

    /** Jobs by lane, then by state; lane NONE for jobs that have none. */
    public Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        cells.forEach((cell, count) -> {
            long jobs = Math.max(0, count.sum());
            if (jobs > 0) {
                counts.computeIfAbsent(cell.lane(), lane -> new TreeMap<>())
                        .put(cell.state().name(), jobs);
            }
        });
        return counts;
    }

    /** Jobs ended in each of the last seconds, oldest first; the current second is left out. */
    public long[] endedPerSecond() {
        long now = clock.instant().getEpochSecond();
        long[] ended = new long[SECONDS - 1];
        for (int i = 0; i < ended.length; i++) {
            long second = now - ended.length + i;
            int slot = Math.floorMod(second, SECONDS);
            ended[i] = seconds.get(slot) == second ? endings.get(slot) : 0;
        }
        return ended;
    }

    private void countEnding(long second) {
        int slot = Math.floorMod(second, SECONDS);
        long held = seconds.get(slot);
        if (held != second && seconds.compareAndSet(slot, held, second)) {
            endings.set(slot, 0);
        }
        endings.incrementAndGet(slot);
    }

    private LongAdder at(Cell cell) {
        return cells.computeIfAbsent(cell, absent -> new LongAdder());
    }
}
