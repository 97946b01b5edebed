package dev.sluice.dispatcher.catalog;

import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.Lane;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue of databases, read from the global store and decoded when first asked for. Not thread-safe. */
public final class StoredDatabases implements Databases {
    private static final Logger log = LoggerFactory.getLogger(StoredDatabases.class);

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Messages messages;
    private final Map<String, Read> cache = new HashMap<>();

    public StoredDatabases(ReadOnlyKeyValueStore<String, byte[]> store, Messages messages) {
        this.store = store;
        this.messages = messages;
    }

    /** A definition and the bytes it was decoded from. */
    private static final class Read {
        private final byte[] bytes;
        private final @Nullable Database database;

        Read(byte[] bytes, @Nullable Database database) {
            this.bytes = bytes;
            this.database = database;
        }
    }

    @Override
    public Lookup find(String name) {
        byte[] bytes = store.get(name);
        if (bytes == null) {
            return missing();
        }
        Read known = cache.get(name);
        if (known == null || !Arrays.equals(known.bytes, bytes)) {
            switch (messages.decode(DatabaseDefinition.class, bytes)) {
                case Decoded.Message<DatabaseDefinition> message ->
                    known = new Read(bytes, database(name, message.value()));
                case Decoded.Undecodable<DatabaseDefinition> bad -> {
                    log.atWarn()
                            .addKeyValue("database", name)
                            .addKeyValue("errorCode", bad.error().getCode())
                            .log(
                                    "a database definition cannot be read; requests for it are refused until it is published"
                                            + " anew");
                    known = new Read(bytes, null);
                }
                case Decoded.RegistryDown<DatabaseDefinition> down -> {
                    return new Lookup.Unreadable(down.reason());
                }
            }
            cache.put(name, known);
        }
        return known.database == null ? missing() : new Lookup.Found(known.database);
    }

    private Lookup missing() {
        List<String> names = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                names.add(all.next().key);
            }
        }
        return new Lookup.Missing(names);
    }

    private static Database database(String name, DatabaseDefinition definition) {
        Map<Lane, Integer> slots = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            Integer count = definition.getLaneSlots().get(lane.name().toLowerCase(Locale.ROOT));
            if (count != null) {
                slots.put(lane, count);
            }
        }
        return new Database(name, definition.getEngine(), slots, definition.getEnabled(), DefaultSchema.of(definition));
    }
}
