package dev.sluice.schemas.serde;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.registry.PlainSchema;
import dev.sluice.schemas.registry.RegistryException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.UnknownSchemaException;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Messages to bytes and back, in Confluent's wire format: 0x00, four bytes of schema id, Avro binary. The subject of a message is
 * its full name. Thread-safe; blocks on the registry the first time it meets a message type or a schema id.
 */
public final class Messages {
    /** Largest request that is decoded unless set otherwise, bytes. */
    public static final int DEFAULT_MAX_REQUEST_BYTES = 1024 * 1024;

    /** Readers beyond this are forgotten: ids come from records that anybody may have written. */
    private static final int MAX_READERS = 1_000;

    private final SchemaRegistry registry;
    private final int maxRequestBytes;
    private final ConcurrentMap<Class<?>, MessageWriter> writers = new ConcurrentHashMap<>();
    private final ConcurrentMap<ReaderKey, MessageReader<?>> readers = new ConcurrentHashMap<>();

    private record ReaderKey(int id, Class<?> type) {}

    /** Requests of at most {@value #DEFAULT_MAX_REQUEST_BYTES} bytes; any other message of at most what a topic takes. */
    public Messages(SchemaRegistry registry) {
        this(registry, DEFAULT_MAX_REQUEST_BYTES);
    }

    /** Requests of at most so many bytes; any other message of at most what a topic takes. */
    public Messages(SchemaRegistry registry, int maxRequestBytes) {
        this.registry = registry;
        this.maxRequestBytes = maxRequestBytes;
    }

    /** Encodes a message. Throws {@link UncheckedRegistryException} if its schema cannot be registered. */
    public byte[] encode(SpecificRecord message) {
        @Nullable MessageWriter known = writers.get(message.getClass());
        return (known == null ? register(message) : known).write(message);
    }

    /**
     * Decodes bytes that should be a message of this type; no bytes at all (a tombstone) are not. Never throws for bad bytes; never
     * allocates by a declared length that the bytes cannot hold.
     */
    public <T extends SpecificRecord> Decoded<T> decode(Class<T> type, byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < WireFormat.HEADER_BYTES || bytes[0] != WireFormat.MAGIC) {
            return invalid("The record does not start with 0x00 and a schema id in four bytes; use an Avro serializer"
                    + " that speaks Confluent's wire format");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        if (id <= 0) {
            // Not to be asked for: a registry's odd answer to such an id would look like a registry that is down.
            return invalid("The record names schema " + id + "; ids of schemas start from 1");
        }
        int max = type == QueryRequest.class ? maxRequestBytes : Topics.MAX_MESSAGE_BYTES;
        if (bytes.length > max) {
            return invalid("The record has " + bytes.length + " bytes; a " + type.getSimpleName() + " may have " + max);
        }
        try {
            return reader(id, type).read(bytes, WireFormat.HEADER_BYTES);
        } catch (UnknownSchemaException e) {
            return invalid(e.getMessage() + "; register the schema before publishing");
        } catch (RegistryException e) {
            return new Decoded.RegistryDown<>(String.valueOf(e.getMessage()));
        }
    }

    private MessageWriter register(SpecificRecord message) {
        Schema schema = message.getSchema();
        try {
            int id = registry.register(schema.getFullName(), PlainSchema.of(schema));
            MessageWriter writer = new MessageWriter(id, schema);
            writers.put(message.getClass(), writer);
            return writer;
        } catch (RegistryException e) {
            throw new UncheckedRegistryException(e);
        }
    }

    @SuppressWarnings("unchecked") // A reader is kept under the type it reads.
    private <T extends SpecificRecord> MessageReader<T> reader(int id, Class<T> type) throws RegistryException {
        ReaderKey key = new ReaderKey(id, type);
        @Nullable MessageReader<?> known = readers.get(key);
        if (known != null) {
            return (MessageReader<T>) known;
        }
        MessageReader<T> reader = MessageReader.between(registry.byId(id), type);
        if (readers.size() >= MAX_READERS) {
            readers.clear();
        }
        readers.put(key, reader);
        return reader;
    }

    private static <T> Decoded<T> invalid(String message) {
        return new Decoded.Undecodable<>(ErrorCatalog.error(ErrorCode.INVALID_ENVELOPE, message));
    }
}
