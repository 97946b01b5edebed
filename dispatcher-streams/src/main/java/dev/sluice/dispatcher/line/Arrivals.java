package dev.sluice.dispatcher.line;

import dev.sluice.message.Priority;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The waiting jobs of a database by band, in order of arrival: which has waited longest, and which came last. Not thread-safe. */
public final class Arrivals {
    private static final Priority[] ALL = Priority.values();

    private final Map<Priority, NavigableMap<Long, Scheduled>> bands = new EnumMap<>(Priority.class);

    public Arrivals() {
        for (Priority band : ALL) {
            bands.put(band, new TreeMap<>());
        }
    }

    public void add(Scheduled job, Priority band) {
        band(band).put(job.place().sequence(), job);
    }

    /** The band a waiting job is in: where it arrived, or above if it has aged. */
    public Optional<Priority> bandOf(Scheduled job) {
        // Most are where they arrived.
        Priority arrived = job.place().priority();
        if (band(arrived).containsKey(job.place().sequence())) {
            return Optional.of(arrived);
        }
        for (Priority band : ALL) {
            if (band(band).containsKey(job.place().sequence())) {
                return Optional.of(band);
            }
        }
        return Optional.empty();
    }

    /** Takes a job out of its band. */
    public void remove(Scheduled job, Priority band) {
        band(band).remove(job.place().sequence());
    }

    public int size() {
        return bands.values().stream().mapToInt(Map::size).sum();
    }

    /** The job of this band that has waited longest, if it has since before the time given. */
    public Optional<Scheduled> waitingSince(Priority band, Instant before) {
        Map.Entry<Long, Scheduled> oldest = band(band).firstEntry();
        return oldest != null && oldest.getValue().times().acceptedAt().isBefore(before)
                ? Optional.of(oldest.getValue())
                : Optional.empty();
    }

    /** The lowest band in which a job waits. */
    public Optional<Priority> lowest() {
        for (int rank = ALL.length - 1; rank >= 0; rank--) {
            if (!band(ALL[rank]).isEmpty()) {
                return Optional.of(ALL[rank]);
            }
        }
        return Optional.empty();
    }

    public Optional<Scheduled> oldest(Priority band) {
        return Optional.ofNullable(band(band).firstEntry()).map(Map.Entry::getValue);
    }

    public Optional<Scheduled> newest(Priority band) {
        return Optional.ofNullable(band(band).lastEntry()).map(Map.Entry::getValue);
    }

    private NavigableMap<Long, Scheduled> band(Priority band) {
        return Objects.requireNonNull(bands.get(band));
    }
}
