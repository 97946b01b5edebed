package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sluice's messages for a plain Kafka consumer: {@code value.deserializer} names this class, {@code sluice.message} the message (for
 * example {@code QueryReply}), {@code sluice.registry.url} and {@code sluice.registry.authorization} the registry. Thread-safe once
 * configured. Throws SerializationException, which says why, for bytes that are not that message, and for a registry that is down.
 */
public final class AvroDeserializer implements Deserializer<SpecificRecord> {
    private @Nullable Messages messages;
    private @Nullable Class<? extends SpecificRecord> type;

    /** For Kafka, which calls {@code configure}. */
    public AvroDeserializer() {}

    /** With a registry at hand; needs no configuration. */
    public AvroDeserializer(SchemaRegistry registry, Class<? extends SpecificRecord> type) {
        this.messages = new Messages(registry);
        this.type = type;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (messages != null) {
            return;
        }
        type = SerdeSettings.text(configs, SerdeSettings.MESSAGE)
                .flatMap(MessageTypes::named)
                .orElseThrow(() -> new ConfigException(SerdeSettings.MESSAGE + " must name one of "
                        + MessageTypes.ALL.stream().map(Class::getSimpleName).toList()));
        messages = new Messages(SerdeSettings.registry(configs));
    }

    @Override
    @SuppressWarnings("NullAway") // A tombstone is null on both sides; Kafka's interface has no annotations to say so.
    public SpecificRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (messages == null || type == null) {
            throw new IllegalStateException(
                    "AvroDeserializer was not configured; call configure or give it a registry");
        }
        Decoded<? extends SpecificRecord> decoded = messages.decode(type, bytes);
        if (decoded instanceof Decoded.Message<? extends SpecificRecord> message) {
            return message.value();
        }
        throw new SerializationException("From topic " + topic + ": " + reason(decoded));
    }

    private static String reason(Decoded<?> decoded) {
        if (decoded instanceof Decoded.Undecodable<?> undecodable) {
            return undecodable.error().getCode() + ": " + undecodable.error().getMessage();
        }
        if (decoded instanceof Decoded.RegistryDown<?> down) {
            return down.reason();
        }
        throw new IllegalStateException("A message has no reason");
    }
}
