package dev.sluice.dispatcher.catalog;

import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a small catalogue, each decoded again only when its bytes have changed. An entry that cannot be decoded is as if it
 * were not there. Not thread-safe.
 */
final class DecodedEntries<T extends SpecificRecord> {
    private final Class<T> type;
    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Messages messages;
    private final Map<String, Entry<T>> entries = new HashMap<>();

    /** What an entry holds, and the bytes it was decoded from. */
    private static final class Entry<T> {
        private final byte[] bytes;
        private final @Nullable T value;

        Entry(byte[] bytes, @Nullable T value) {
            this.bytes = bytes;
            this.value = value;
        }
    }

    DecodedEntries(Class<T> type, ReadOnlyKeyValueStore<String, byte[]> store, Messages messages) {
        this.type = type;
        this.store = store;
        this.messages = messages;
    }

    /** Looks at all entries; {@code changed} is told of each whose bytes are others than at the last look. */
    Map<String, T> look(BiConsumer<String, T> changed) {
        Map<String, T> all = new HashMap<>();
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            while (stored.hasNext()) {
                KeyValue<String, byte[]> next = stored.next();
                Entry<T> entry = entries.get(next.key);
                if (entry == null || !Arrays.equals(entry.bytes, next.value)) {
                    entry = decode(next.value);
                    if (entry == null) {
                        continue;
                    }
                    entries.put(next.key, entry);
                    if (entry.value != null) {
                        changed.accept(next.key, entry.value);
                    }
                }
                if (entry.value != null) {
                    all.put(next.key, entry.value);
                }
            }
        }
        entries.keySet().retainAll(all.keySet());
        return all;
    }

    private @Nullable Entry<T> decode(byte[] bytes) {
        return switch (messages.decode(type, bytes)) {
            case Decoded.Message<T> message -> new Entry<>(bytes, message.value());
            case Decoded.Undecodable<T> bad -> new Entry<>(bytes, null);
            // Asked again at the next look.
            case Decoded.RegistryDown<T> down -> null;
        };
    }
}
