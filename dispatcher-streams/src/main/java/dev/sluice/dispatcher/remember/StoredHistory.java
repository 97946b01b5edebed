package dev.sluice.dispatcher.remember;

import dev.sluice.dispatcher.estimate.Durations;
import dev.sluice.dispatcher.estimate.Past;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How long statements took, of so many at most: those seen longest ago are forgotten. Kept in memory and written to the store now and
 * then, because a prediction that misses the last second is as good. Keys: {@code past/<database>/<fingerprint>}. Not thread-safe.
 */
public final class StoredHistory implements Past {
    private static final String PAST = "past/";
    private static final byte VERSION = 1;

    private final KeyValueStore<String, byte[]> store;
    private final int most;
    private final LinkedHashMap<String, Durations> all = new LinkedHashMap<>(256, 0.75f, true);
    private final Set<String> changed = new LinkedHashSet<>();

    public StoredHistory(KeyValueStore<String, byte[]> store, int most) {
        this.store = store;
        this.most = most;
        try (KeyValueIterator<String, byte[]> stored = store.range(PAST, Keyspace.end(PAST))) {
            while (stored.hasNext()) {
                KeyValue<String, byte[]> entry = stored.next();
                ByteBuffer bytes = ByteBuffer.wrap(entry.value);
                // A layout of another release is no harm: the statement counts as never seen.
                if (bytes.hasRemaining() && bytes.get() == VERSION) {
                    all.put(entry.key, Durations.of(bytes));
                }
            }
        }
    }

    @Override
    public @Nullable Durations of(String database, String fingerprint) {
        return all.get(key(database, fingerprint));
    }

    /** Takes in one execution, milliseconds. */
    public void add(String database, String fingerprint, double millis) {
        String key = key(database, fingerprint);
        all.computeIfAbsent(key, none -> new Durations()).add(millis);
        changed.add(key);
        if (all.size() > most) {
            Map.Entry<String, Durations> eldest = all.entrySet().iterator().next();
            all.remove(eldest.getKey());
            changed.remove(eldest.getKey());
            store.delete(eldest.getKey());
        }
    }

    /** Writes at most so many of those that have changed. */
    public void write(int atMost) {
        List<String> written = new ArrayList<>();
        for (String key : changed) {
            if (written.size() == atMost) {
                break;
            }
            Durations durations = all.get(key);
            if (durations != null) {
                byte[] bytes = durations.bytes();
                store.put(
                        key,
                        ByteBuffer.allocate(bytes.length + 1)
                                .put(VERSION)
                                .put(bytes)
                                .array());
            }
            written.add(key);
        }
        written.forEach(changed::remove);
    }

    private static String key(String database, String fingerprint) {
        return PAST + database + '/' + fingerprint;
    }
}
