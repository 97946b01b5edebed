package dev.sluice.dispatcher.line;

import dev.sluice.dispatcher.job.JobKey;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of sessions, each in order of arrival: only the first that has not ended may be in line or hold a lease, so that jobs of a
 * session run one after another and a retry holds those behind it. Not thread-safe.
 */
public final class SessionLines {
    private final Map<Session, NavigableMap<Long, Scheduled>> lines = new HashMap<>();

    private record Session(String tenant, String id) {}

    /** Puts a job into its session's line, if it is of one. Answers the job that was first there until now, if this one goes before it. */
    public Optional<Scheduled> add(Scheduled job) {
        Session session = sessionOf(job);
        if (session == null) {
            return Optional.empty();
        }
        NavigableMap<Long, Scheduled> line = lines.computeIfAbsent(session, none -> new TreeMap<>());
        line.put(job.place().sequence(), job);
        Map.Entry<Long, Scheduled> behind = line.higherEntry(job.place().sequence());
        boolean first = line.firstEntry().getValue().equals(job);
        return first && behind != null ? Optional.of(behind.getValue()) : Optional.empty();
    }

    /** Whether a job of this session must wait for another one. */
    public boolean busy(Scheduled newcomer) {
        Session session = sessionOf(newcomer);
        return session != null && lines.containsKey(session);
    }

    /** Whether any job of this session has not ended. */
    public boolean any(String tenant, String session) {
        return lines.containsKey(new Session(tenant, session));
    }

    /** How many of its session stand before this job. */
    public int before(Scheduled job) {
        Session session = sessionOf(job);
        NavigableMap<Long, Scheduled> line = session == null ? null : lines.get(session);
        return line == null ? 0 : line.headMap(job.place().sequence(), false).size();
    }

    /** Takes a job out that has ended; answers the one whose turn it is in the session now, if that changed. */
    public Optional<Scheduled> remove(Scheduled job) {
        Session session = sessionOf(job);
        NavigableMap<Long, Scheduled> line = session == null ? null : lines.get(session);
        if (session == null || line == null) {
            return Optional.empty();
        }
        JobKey first = line.firstEntry().getValue().key();
        line.remove(job.place().sequence());
        if (line.isEmpty()) {
            lines.remove(session);
            return Optional.empty();
        }
        return first.equals(job.key()) ? Optional.of(line.firstEntry().getValue()) : Optional.empty();
    }

    private static @Nullable Session sessionOf(Scheduled job) {
        String id = job.demand().session();
        return id == null ? null : new Session(job.tenant(), id);
    }
}
