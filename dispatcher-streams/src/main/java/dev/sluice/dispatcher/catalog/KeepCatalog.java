package dev.sluice.dispatcher.catalog;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps a catalogue in its global store, undecoded, and tells of every change: the global thread must not wait for the registry. */
public final class KeepCatalog extends ContextualProcessor<String, byte[], Void, Void> {
    private final String storeName;
    private final CatalogChanges changes;

    public KeepCatalog(String storeName, CatalogChanges changes) {
        this.storeName = storeName;
        this.changes = changes;
    }

    @Override
    public void process(Record<String, byte @Nullable []> entry) {
        KeyValueStore<String, byte[]> store = context().getStateStore(storeName);
        if (entry.key() != null) {
            store.put(entry.key(), entry.value());
            changes.changed(entry.key(), entry.value());
        }
    }
}
