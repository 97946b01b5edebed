package dev.sluice.dispatcher.line;

import dev.sluice.message.Priority;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting jobs of a database by band, in the order in which they came to wait there: which has waited longest, and which came last.
 * Those that are gone are left where they are until they are met at an end, or are more than those that still wait. Not thread-safe.
 */
public final class Arrivals {
    private static final Priority[] BANDS = Priority.values();
    private static final int FEW = 1_000;

    private final BiPredicate<Scheduled, Priority> waitsIn;
    private final Map<Priority, Band> bands = new EnumMap<>(Priority.class);

    private static final class Band {
        private final Deque<Scheduled> jobs = new ArrayDeque<>();
        private int waiting;
    }

    /** {@code waitsIn} knows whether a job still waits in a band. */
    public Arrivals(BiPredicate<Scheduled, Priority> waitsIn) {
        this.waitsIn = waitsIn;
        for (Priority band : BANDS) {
            bands.put(band, new Band());
        }
    }

    public void add(Scheduled job, Priority priority) {
        Band band = band(priority);
        band.jobs.addLast(job);
        band.waiting++;
    }

    /** Puts them in the order of their sequence, after they were taken in as the store had them. */
    public void arrange() {
        for (Priority priority : BANDS) {
            Deque<Scheduled> jobs = band(priority).jobs;
            List<Scheduled> sorted = new ArrayList<>(jobs);
            sorted.sort(Comparator.comparingLong(job -> job.place().sequence()));
            jobs.clear();
            jobs.addAll(sorted);
        }
    }

    /** One job less waits in this band. */
    public void remove(Priority priority) {
        Band band = band(priority);
        band.waiting--;
        if (band.jobs.size() > 2 * band.waiting + FEW) {
            band.jobs.removeIf(job -> !waitsIn.test(job, priority));
        }
    }

    public int size() {
        int size = 0;
        for (Priority band : BANDS) {
            size += band(band).waiting;
        }
        return size;
    }

    /** The job of this band that has waited longest, if it has since before the time given. */
    public Optional<Scheduled> waitingSince(Priority band, Instant before) {
        return oldest(band).filter(job -> job.times().acceptedAt().isBefore(before));
    }

    /** The job that goes first when there are too many: of the lowest band, the oldest or the newest. */
    public Optional<Scheduled> leastImportant(boolean oldest) {
        return lowest().flatMap(band -> oldest ? oldest(band) : newest(band));
    }

    private Optional<Priority> lowest() {
        for (int rank = BANDS.length - 1; rank >= 0; rank--) {
            if (band(BANDS[rank]).waiting > 0) {
                return Optional.of(BANDS[rank]);
            }
        }
        return Optional.empty();
    }

    private Optional<Scheduled> oldest(Priority priority) {
        Deque<Scheduled> jobs = band(priority).jobs;
        for (Scheduled job = jobs.peekFirst(); gone(job, priority); job = jobs.peekFirst()) {
            jobs.removeFirst();
        }
        return Optional.ofNullable(jobs.peekFirst());
    }

    private Optional<Scheduled> newest(Priority priority) {
        Deque<Scheduled> jobs = band(priority).jobs;
        for (Scheduled job = jobs.peekLast(); gone(job, priority); job = jobs.peekLast()) {
            jobs.removeLast();
        }
        return Optional.ofNullable(jobs.peekLast());
    }

    private boolean gone(@Nullable Scheduled job, Priority priority) {
        return job != null && !waitsIn.test(job, priority);
    }

    private Band band(Priority priority) {
        return Objects.requireNonNull(bands.get(priority));
    }
}
