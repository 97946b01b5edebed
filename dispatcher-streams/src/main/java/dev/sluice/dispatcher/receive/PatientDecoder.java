package dev.sluice.dispatcher.receive;

import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes, and after the registry has not answered about a schema leaves it in peace about that one for a moment: each vain look-up
 * may hold the stream thread for the registry's time-out, and a thousand records of one unknown schema must not hold it a thousand
 * times. Schemas that are known need no registry. Not thread-safe.
 */
public final class PatientDecoder {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 1_000;

    private final Messages messages;
    private final Map<Integer, Instant> vainUntil = new HashMap<>();

    public PatientDecoder(Messages messages) {
        this.messages = messages;
    }

    public <T extends SpecificRecord> Decoded<T> decode(Class<T> type, byte @Nullable [] bytes, Instant now) {
        int schemaId = bytes == null || bytes.length < 1 + Integer.BYTES
                ? 0
                : ByteBuffer.wrap(bytes).getInt(1);
        Instant until = vainUntil.get(schemaId);
        if (until != null && now.isBefore(until)) {
            return new Decoded.RegistryDown<>("the schema registry did not answer a moment ago");
        }
        Decoded<T> decoded = messages.decode(type, bytes);
        if (decoded instanceof Decoded.RegistryDown<T>) {
            if (vainUntil.size() >= MOST_REMEMBERED) {
                vainUntil.clear();
            }
            vainUntil.put(schemaId, now.plus(PAUSE));
        }
        return decoded;
    }
}
