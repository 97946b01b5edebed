package dev.sluice.dispatcher.remember;

import dev.sluice.dispatcher.session.Session;
import dev.sluice.dispatcher.session.SessionCodec;
import dev.sluice.dispatcher.session.SessionKey;
import dev.sluice.dispatcher.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one task, in the store and, those last used last, in memory. One that stopped is remembered for longer: a job that
 * comes late would open it anew without a word and run what must not follow a failure. Keys: {@code session/<session>}. Not thread-safe.
 */
public final class StoredSessions implements Sessions {
    private static final String SESSION = "session/";
    /** How much longer a stopped one is remembered, unless there are too many. */
    private static final Duration STOPPED_LONGER = Duration.ofDays(1);

    private static final int MOST_STOPPED = 10_000;

    private final KeyValueStore<String, byte[]> store;
    private final Map<SessionKey, Session> open = new LinkedHashMap<>();
    private final Map<SessionKey, Session> stopped = new LinkedHashMap<>();
    private final Map<Owner, Integer> counts = new HashMap<>();

    private record Owner(String database, String tenant, String principal) {
        static Owner of(SessionKey key, Session session) {
            return new Owner(key.database(), key.tenant(), session.principal());
        }
    }

    public StoredSessions(KeyValueStore<String, byte[]> store) {
        this.store = store;
        List<Map.Entry<SessionKey, Session>> stored = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(SESSION, Keyspace.end(SESSION))) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                stored.add(Map.entry(
                        SessionKey.parse(entry.key.substring(SESSION.length())), SessionCodec.read(entry.value)));
            }
        }
        stored.sort(Map.Entry.comparingByValue(Comparator.comparing(Session::lastUsed)));
        stored.forEach(entry -> index(entry.getKey(), entry.getValue()));
    }

    @Override
    public @Nullable Session find(SessionKey key) {
        Session session = open.get(key);
        return session == null ? stopped.get(key) : session;
    }

    @Override
    public int count(String database, String tenant, String principal) {
        return counts.getOrDefault(new Owner(database, tenant, principal), 0);
    }

    public void keep(SessionKey key, Session session) {
        store.put(SESSION + key.path(), SessionCodec.write(session));
        index(key, session);
    }

    /** At most so many sessions that nobody has used since the time given, those idle longest first; stopped ones not for a day more. */
    public List<SessionKey> idleSince(Instant since, int atMost) {
        List<SessionKey> idle = new ArrayList<>();
        idle(open, since, atMost, idle);
        boolean crowded = stopped.size() > MOST_STOPPED;
        idle(stopped, crowded ? since : since.minus(STOPPED_LONGER), atMost, idle);
        return idle;
    }

    private static void idle(Map<SessionKey, Session> sessions, Instant since, int atMost, List<SessionKey> idle) {
        for (Map.Entry<SessionKey, Session> session : sessions.entrySet()) {
            if (idle.size() == atMost || session.getValue().lastUsed().isAfter(since)) {
                break;
            }
            idle.add(session.getKey());
        }
    }

    public void forget(SessionKey key) {
        stopped.remove(key);
        close(key);
        store.delete(SESSION + key.path());
    }

    private void index(SessionKey key, Session session) {
        stopped.remove(key);
        if (session.stopped()) {
            close(key);
            stopped.put(key, session);
            return;
        }
        if (open.remove(key) == null) {
            counts.merge(Owner.of(key, session), 1, Integer::sum);
        }
        open.put(key, session);
    }

    private void close(SessionKey key) {
        Session session = open.remove(key);
        if (session != null) {
            counts.computeIfPresent(Owner.of(key, session), (owner, count) -> count == 1 ? null : count - 1);
        }
    }
}
