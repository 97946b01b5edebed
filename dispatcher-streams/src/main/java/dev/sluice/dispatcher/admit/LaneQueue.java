package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.message.Priority;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The jobs of one lane: who holds a lease, and who waits, by band and order of arrival. */
final class LaneQueue {
    private final Set<JobKey> leases = new HashSet<>();
    private final Map<Priority, NavigableMap<Long, JobKey>> waiting = new EnumMap<>(Priority.class);

    LaneQueue() {
        for (Priority priority : Priority.values()) {
            waiting.put(priority, new TreeMap<>());
        }
    }

    void lease(JobKey key) {
        leases.add(key);
    }

    void enqueue(JobKey key, Place place) {
        band(place.priority()).put(place.sequence(), key);
    }

    void remove(JobKey key, Place place) {
        leases.remove(key);
        band(place.priority()).remove(place.sequence(), key);
    }

    int leases() {
        return leases.size();
    }

    long waiting() {
        return waiting.values().stream().mapToLong(Map::size).sum();
    }

    /** How many wait that go before a newcomer of this priority. */
    long ahead(Priority priority) {
        long ahead = 0;
        for (Priority band : Priority.values()) {
            ahead += band.compareTo(priority) <= 0 ? band(band).size() : 0;
        }
        return ahead;
    }

    Optional<JobKey> first() {
        for (Priority band : Priority.values()) {
            if (!band(band).isEmpty()) {
                return Optional.of(band(band).firstEntry().getValue());
            }
        }
        return Optional.empty();
    }

    boolean idle() {
        return leases.isEmpty() && waiting() == 0;
    }

    private NavigableMap<Long, JobKey> band(Priority priority) {
        return waiting.computeIfAbsent(priority, p -> new TreeMap<>());
    }
}
