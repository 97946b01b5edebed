package dev.sluice.dispatcher;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Stores whose content outlives the driver they were made for, as a changelog does. */
final class KeptStore {
    private final NavigableMap<Bytes, byte[]> kept = new TreeMap<>();

    /** Makes an in-memory store, filled with what the one before it held. */
    KeyValueBytesStoreSupplier supplier() {
        KeyValueBytesStoreSupplier inMemory = Stores.inMemoryKeyValueStore("jobs-store");
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return inMemory.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new KeepingStore(inMemory.get(), kept);
            }

            @Override
            public String metricsScope() {
                return inMemory.metricsScope();
            }
        };
    }

    /** How many entries have a key with this prefix. */
    long entries(String prefix) {
        return kept.keySet().stream()
                .filter(key -> new String(key.get(), StandardCharsets.UTF_8).startsWith(prefix))
                .count();
    }
}
