package dev.sluice.dispatcher.catalog;

import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of a small catalogue as they are now, each decoded again only when its bytes have changed. An entry that cannot be decoded
 * is as if it were not there. Not thread-safe.
 *
 * @param <M> the message
 * @param <T> what an entry means
 */
final class DecodedEntries<M extends SpecificRecord, T> {
    private static final Logger log = LoggerFactory.getLogger(DecodedEntries.class);

    private final Class<M> type;
    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Messages messages;
    private final BiFunction<String, M, T> meaning;
    private final Map<String, Entry<T>> entries = new HashMap<>();

    /** What the bytes of an entry come to. */
    private static final class Entry<T> {
        private final byte[] bytes;
        private final Found<T> found;

        Entry(byte[] bytes, Found<T> found) {
            this.bytes = bytes;
            this.found = found;
        }
    }

    /** What the bytes under a key say. */
    private sealed interface Found<T> {
        record Legible<T>(T value) implements Found<T> {}

        /** Nothing, or nothing that can be read. */
        record Nothing<T>() implements Found<T> {}

        /** The registry does not answer; it is asked again at the next look. */
        record Dark<T>() implements Found<T> {}
    }

    DecodedEntries(
            Class<M> type,
            ReadOnlyKeyValueStore<String, byte[]> store,
            Messages messages,
            BiFunction<String, M, T> meaning) {
        this.type = type;
        this.store = store;
        this.messages = messages;
        this.meaning = meaning;
    }

    /** Looks at all entries; {@code changed} is told of each whose bytes are others than at the last look. */
    Map<String, T> look(BiConsumer<String, T> changed) {
        Map<String, T> all = new HashMap<>();
        Set<String> seen = new HashSet<>();
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            while (stored.hasNext()) {
                KeyValue<String, byte[]> next = stored.next();
                seen.add(next.key);
                Entry<T> before = entries.get(next.key);
                Entry<T> entry = read(next.key, next.value);
                if (entry.found instanceof Found.Legible<T>(T value)) {
                    all.put(next.key, value);
                    if (entry != before) {
                        changed.accept(next.key, value);
                    }
                }
            }
        }
        entries.keySet().retainAll(seen);
        return all;
    }

    private Entry<T> read(String key, byte[] bytes) {
        Entry<T> known = entries.get(key);
        if (known != null && Arrays.equals(known.bytes, bytes)) {
            return known;
        }
        var read = new Entry<>(bytes, decoded(key, bytes));
        if (!(read.found instanceof Found.Dark<T>)) {
            entries.put(key, read);
        }
        return read;
    }

    private Found<T> decoded(String key, byte[] bytes) {
        return switch (messages.decode(type, bytes)) {
            case Decoded.Message<M> message -> new Found.Legible<>(meaning.apply(key, message.value()));
            case Decoded.Undecodable<M> bad -> {
                log.atWarn()
                        .addKeyValue("entry", key)
                        .addKeyValue("message", type.getSimpleName())
                        .addKeyValue("errorCode", bad.error().getCode())
                        .log(
                                "an entry of a catalogue cannot be read; it is as if it were not there until it is published anew");
                yield new Found.Nothing<>();
            }
            case Decoded.RegistryDown<M> down -> new Found.Dark<>();
        };
    }
}
