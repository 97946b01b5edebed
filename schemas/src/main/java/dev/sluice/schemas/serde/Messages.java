package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;

/**
 * Messages to bytes and back, in Confluent's wire format: 0x00, four bytes of schema id, Avro binary. The subject of a message is
 * its full name. Thread-safe; blocks on the registry the first time it meets a message type or a schema id.
 */
public final class Messages {
    public Messages(SchemaRegistry registry) {}

    /** Encodes a message. Throws {@link UncheckedRegistryException} if its schema cannot be registered. */
    public byte[] encode(SpecificRecord message) {
        throw new UnsupportedOperationException();
    }

    /** Decodes bytes that should be a message of this type. Never throws for bad bytes; never allocates by a declared length that the bytes cannot hold. */
    public <T extends SpecificRecord> Decoded<T> decode(Class<T> type, byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
