package dev.sluice.api.follow;

import dev.sluice.message.DatabaseDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The databases that are defined, as the catalogue topic has them. Thread-safe. */
public final class Databases {
    private final ConcurrentSkipListMap<String, DatabaseDefinition> byName = new ConcurrentSkipListMap<>();

    /** Sorted by name. */
    public Collection<DatabaseDefinition> all() {
        return List.copyOf(byName.values());
    }

    /** The one of this name, if it is known so far. */
    public Optional<DatabaseDefinition> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    void defined(String name, @Nullable DatabaseDefinition definition) {
        if (definition == null) {
            byName.remove(name);
        } else {
            byName.put(name, definition);
        }
    }
}
