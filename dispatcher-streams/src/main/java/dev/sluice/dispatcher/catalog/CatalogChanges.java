package dev.sluice.dispatcher.catalog;

import org.jspecify.annotations.Nullable;

/** Is told of every change of a catalogue, in order, also of those before the start. Must not block. */
public interface CatalogChanges {
    /** The entry has this value now; null if it is gone. */
    void changed(String key, byte @Nullable [] value);

    /** Nobody needs to be told. */
    static CatalogChanges ignored() {
        return (key, value) -> {};
    }
}
