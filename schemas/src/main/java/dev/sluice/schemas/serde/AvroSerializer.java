package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sluice's messages for a plain Kafka producer: {@code value.serializer} names this class, {@code sluice.registry.url} and, if needed,
 * {@code sluice.registry.authorization} ({@code Basic user:password} or {@code Bearer token}) stand beside it. Thread-safe once
 * configured. Throws SerializationException if the registry cannot be asked.
 */
public final class AvroSerializer implements Serializer<SpecificRecord> {
    private @Nullable Messages messages;

    /** For Kafka, which calls {@code configure}. */
    public AvroSerializer() {}

    /** With a registry at hand; needs no configuration. */
    public AvroSerializer(SchemaRegistry registry) {
        this.messages = new Messages(registry);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (messages == null) {
            messages = new Messages(SerdeSettings.registry(configs));
        }
    }

    @Override
    @SuppressWarnings("NullAway") // A tombstone is null on both sides; Kafka's interface has no annotations to say so.
    public byte[] serialize(String topic, @Nullable SpecificRecord message) {
        if (message == null) {
            return null;
        }
        if (messages == null) {
            throw new IllegalStateException("AvroSerializer was not configured; call configure or give it a registry");
        }
        try {
            return messages.encode(message);
        } catch (UncheckedRegistryException e) {
            throw new SerializationException("For topic " + topic + ": " + e.getMessage(), e);
        }
    }
}
