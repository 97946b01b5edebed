package dev.sluice.dispatcher.admit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The jobs of one lane and band that are ready. Those with a deadline come first, the nearest before the others; then tenants take
 * turns, the principals of a tenant take its turns, and the jobs of a principal keep their order of arrival. Every turn is charged,
 * also one that a deadline brought about. Not thread-safe.
 */
final class Line {
    private static final double TURN = 1;

    private final NavigableMap<Urgency, Scheduled> urgent = new TreeMap<>();
    private final Turns<String> tenants = new Turns<>();
    private final Map<String, TenantLine> lines = new HashMap<>();
    private int size;

    private record Urgency(Instant deadline, long sequence) implements Comparable<Urgency> {
        @Override
        public int compareTo(Urgency other) {
            int byDeadline = deadline.compareTo(other.deadline);
            return byDeadline != 0 ? byDeadline : Long.compare(sequence, other.sequence);
        }
    }

    private static final class TenantLine {
        private final Turns<String> principals = new Turns<>();
        private final Map<String, NavigableMap<Long, Scheduled>> jobs = new HashMap<>();
    }

    int size() {
        return size;
    }

    void add(Scheduled job) {
        String tenant = job.key().tenant();
        TenantLine line = lines.computeIfAbsent(tenant, none -> new TenantLine());
        NavigableMap<Long, Scheduled> own = line.jobs.computeIfAbsent(job.principal(), none -> new TreeMap<>());
        if (own.put(job.place().sequence(), job) == null) {
            size++;
        }
        line.principals.join(job.principal());
        tenants.join(tenant);
        Instant deadline = job.times().deadline();
        if (deadline != null) {
            urgent.put(new Urgency(deadline, job.place().sequence()), job);
        }
    }

    /** Takes a job out, whatever its place; nothing happens if it is not here. */
    void remove(Scheduled job) {
        String tenant = job.key().tenant();
        TenantLine line = lines.get(tenant);
        NavigableMap<Long, Scheduled> own = line == null ? null : line.jobs.get(job.principal());
        if (line == null || own == null || own.remove(job.place().sequence()) == null) {
            return;
        }
        size--;
        Instant deadline = job.times().deadline();
        if (deadline != null) {
            urgent.remove(new Urgency(deadline, job.place().sequence()));
        }
        if (own.isEmpty()) {
            line.jobs.remove(job.principal());
            line.principals.leave(job.principal());
        }
        if (line.jobs.isEmpty()) {
            tenants.leave(tenant);
            lines.remove(tenant);
        }
    }

    /** Charges tenant and principal with the turn of a job that is about to leave for a lease. */
    void charge(Scheduled job) {
        TenantLine line = lines.get(job.key().tenant());
        if (line != null) {
            tenants.taken(job.key().tenant(), TURN);
            line.principals.taken(job.principal(), TURN);
        }
    }

    Optional<Scheduled> first() {
        if (!urgent.isEmpty()) {
            return Optional.of(urgent.firstEntry().getValue());
        }
        return tenants.first()
                .map(lines::get)
                .flatMap(line -> line.principals
                        .first()
                        .map(line.jobs::get)
                        .map(own -> own.firstEntry().getValue()));
    }
}
