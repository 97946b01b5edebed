package dev.sluice.dispatcher.remember;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Puts database definitions into the global store as they come, undecoded: the global thread must not wait for the registry. */
public final class KeepDatabases extends ContextualProcessor<String, byte[], Void, Void> {
    private final String storeName;

    public KeepDatabases(String storeName) {
        this.storeName = storeName;
    }

    @Override
    public void process(Record<String, byte @Nullable []> definition) {
        KeyValueStore<String, byte[]> store = context().getStateStore(storeName);
        if (definition.key() != null) {
            store.put(definition.key(), definition.value());
        }
    }
}
