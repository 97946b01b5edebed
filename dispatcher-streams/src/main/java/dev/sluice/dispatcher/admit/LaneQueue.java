package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.message.Priority;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The jobs of one lane: who holds a lease, and who waits. The bands share the lane 8 to 4 to 1, and none of them starves. */
final class LaneQueue {
    private final Set<JobKey> leases = new HashSet<>();
    private final Turns<Priority> bands = new Turns<>();
    private final Map<Priority, Line> lines = new EnumMap<>(Priority.class);

    LaneQueue() {
        for (Priority priority : Priority.values()) {
            lines.put(priority, new Line());
        }
    }

    void lease(JobKey key) {
        leases.add(key);
    }

    void enqueue(Scheduled job) {
        line(job).add(job);
        bands.join(job.place().priority());
    }

    /** The turn of a waiting job has come: it pays for it, and {@link #remove} follows. */
    void charge(Scheduled job) {
        Priority band = job.place().priority();
        line(job).charge(job);
        bands.taken(band, 1.0 / weight(band));
    }

    void remove(Scheduled job) {
        leases.remove(job.key());
        Line line = line(job);
        line.remove(job);
        if (line.size() == 0) {
            bands.leave(job.place().priority());
        }
    }

    int leases() {
        return leases.size();
    }

    long waiting() {
        return lines.values().stream().mapToLong(Line::size).sum();
    }

    /** How many wait in the bands that are served as soon as this one, or sooner. */
    long ahead(Priority priority) {
        long ahead = 0;
        for (Priority band : Priority.values()) {
            ahead += band.compareTo(priority) <= 0 ? line(band).size() : 0;
        }
        return ahead;
    }

    Optional<JobKey> first() {
        return bands.first().flatMap(band -> line(band).first()).map(Scheduled::key);
    }

    boolean idle() {
        return leases.isEmpty() && waiting() == 0;
    }

    private Line line(Scheduled job) {
        return line(job.place().priority());
    }

    private Line line(Priority band) {
        return Objects.requireNonNull(lines.get(band));
    }

    private static int weight(Priority priority) {
        return switch (priority) {
            case HIGH -> 8;
            case NORMAL -> 4;
            case LOW -> 1;
        };
    }
}
