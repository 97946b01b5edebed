package dev.sluice.dispatcher.catalog;

import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.ErrorCode;
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
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue of databases, read from the global store and decoded when first asked for. A definition that cannot be used is refused
 * whole: the last good one that this task has used stays in force. Not thread-safe.
 */
public final class StoredDatabases implements Databases {
    private static final Logger log = LoggerFactory.getLogger(StoredDatabases.class);

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Messages messages;
    private final Consumer<String> refused;
    private final Map<String, Read> cache = new HashMap<>();

    /** {@code refused} is told of the catalogue, by name, for every version of a definition that was refused. */
    public StoredDatabases(ReadOnlyKeyValueStore<String, byte[]> store, Messages messages, Consumer<String> refused) {
        this.store = store;
        this.messages = messages;
        this.refused = refused;
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
            Database lastGood = known == null ? null : known.database;
            switch (messages.decode(DatabaseDefinition.class, bytes)) {
                case Decoded.Message<DatabaseDefinition> message ->
                    known = read(name, bytes, message.value(), lastGood);
                case Decoded.Undecodable<DatabaseDefinition> bad ->
                    known = refuse(name, bytes, bad.error().getMessage(), lastGood);
                case Decoded.RegistryDown<DatabaseDefinition> down -> {
                    return new Lookup.Unreadable(down.reason());
                }
            }
            cache.put(name, known);
        }
        return known.database == null ? missing() : new Lookup.Found(known.database);
    }

    private Read read(String name, byte[] bytes, DatabaseDefinition definition, @Nullable Database lastGood) {
        String problem = problem(name, definition);
        return problem == null ? new Read(bytes, database(name, definition)) : refuse(name, bytes, problem, lastGood);
    }

    private static @Nullable String problem(String name, DatabaseDefinition definition) {
        if (!definition.getName().equals(name)) {
            return "it names another database than its key";
        }
        if (definition.getEngine().isBlank()) {
            return "it names no engine";
        }
        boolean negative = definition.getLaneSlots().values().stream().anyMatch(slots -> slots < 0);
        if (negative || definition.getMaxConnections() < 0) {
            return "it has a negative number of slots or connections";
        }
        int slots = definition.getLaneSlots().values().stream()
                .mapToInt(count -> count)
                .sum();
        int most = definition.getMaxConnections();
        return most > 0 && slots > most
                ? "its lanes have " + slots + " slots and it allows " + most + " connections"
                : null;
    }

    private Read refuse(String name, byte[] bytes, String problem, @Nullable Database lastGood) {
        refused.accept("databases");
        log.atWarn()
                .addKeyValue("database", name)
                .addKeyValue("errorCode", ErrorCode.INVALID_DEFINITION)
                .addKeyValue("problem", problem)
                .log(
                        lastGood == null
                                ? "a database definition is refused and no good one is known; requests for it are refused until it is published anew"
                                : "a database definition is refused as a whole; the last good one stays in force until it is published anew");
        return new Read(bytes, lastGood);
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
        return new Database(
                name,
                definition.getEngine(),
                slots,
                definition.getMaxConnections(),
                definition.getEnabled(),
                DefaultSchema.of(definition));
    }
}
