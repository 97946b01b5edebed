package dev.sluice.dispatcher.remember;

import dev.sluice.dispatcher.session.Session;
import dev.sluice.dispatcher.session.SessionCodec;
import dev.sluice.dispatcher.session.SessionKey;
import dev.sluice.dispatcher.session.Sessions;
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

/** The sessions of one task, in the store and, those last used last, in memory. Keys: {@code session/<session>}. Not thread-safe. */
public final class StoredSessions implements Sessions {
    private static final String SESSION = "session/";

    private final KeyValueStore<String, byte[]> store;
    private final Map<SessionKey, Session> sessions = new LinkedHashMap<>(16, 0.75f, false);
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
        return sessions.get(key);
    }

    @Override
    public int count(String database, String tenant, String principal) {
        return counts.getOrDefault(new Owner(database, tenant, principal), 0);
    }

    public void keep(SessionKey key, Session session) {
        store.put(SESSION + key.path(), SessionCodec.write(session));
        index(key, session);
    }

    /** At most so many sessions that nobody has used since the time given, those idle longest first. */
    public List<SessionKey> idleSince(Instant since, int atMost) {
        List<SessionKey> idle = new ArrayList<>();
        for (Map.Entry<SessionKey, Session> session : sessions.entrySet()) {
            if (idle.size() == atMost || session.getValue().lastUsed().isAfter(since)) {
                break;
            }
            idle.add(session.getKey());
        }
        return idle;
    }

    public void forget(SessionKey key) {
        Session session = sessions.remove(key);
        if (session != null) {
            counts.computeIfPresent(Owner.of(key, session), (owner, count) -> count == 1 ? null : count - 1);
            store.delete(SESSION + key.path());
        }
    }

    private void index(SessionKey key, Session session) {
        Session before = sessions.remove(key);
        sessions.put(key, session);
        if (before == null) {
            counts.merge(Owner.of(key, session), 1, Integer::sum);
        }
    }
}
