package dev.sluice.dispatcher.catalog;

import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.Lane;
import dev.sluice.schemas.serde.Messages;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The catalogue of databases, read from the global store and decoded when first asked for. Not thread-safe. */
public final class StoredDatabases implements Databases {
    private final DecodedEntries<DatabaseDefinition, Database> definitions;

    public StoredDatabases(ReadOnlyKeyValueStore<String, byte[]> store, Messages messages) {
        this.definitions = new DecodedEntries<>(DatabaseDefinition.class, store, messages, StoredDatabases::database);
    }

    @Override
    public Lookup find(String name) {
        return switch (definitions.find(name)) {
            case DecodedEntries.Found.Legible<Database>(Database database) -> new Lookup.Found(database);
            case DecodedEntries.Found.Nothing<Database> nothing -> new Lookup.Missing(definitions.keys());
            case DecodedEntries.Found.Dark<Database>(String reason) -> new Lookup.Unreadable(reason);
        };
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
