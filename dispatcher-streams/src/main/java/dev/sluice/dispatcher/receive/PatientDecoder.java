package dev.sluice.dispatcher.receive;

import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes, and after the registry has not answered about a schema leaves it in peace about that one for a moment, and about all that
 * were never met when it has not answered about several: each vain look-up may hold the stream thread for the registry's time-out, and
 * neither a thousand records of one unknown schema nor of a thousand must hold it a thousand times. Schemas that are known need no
 * registry. Not thread-safe.
 */
public final class PatientDecoder {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Vain look-ups within a pause, about different schemas. */
    private static final int MOST_VAIN = 2;

    private static final int MOST_REMEMBERED = 1_000;

    private final Messages messages;
    private final Map<Integer, Instant> vainUntil = new HashMap<>();
    private final Set<Integer> met = new HashSet<>();

    public PatientDecoder(Messages messages) {
        this.messages = messages;
    }

    public <T extends SpecificRecord> Decoded<T> decode(Class<T> type, byte @Nullable [] bytes, Instant now) {
        int schemaId = bytes == null || bytes.length < 1 + Integer.BYTES
                ? 0
                : ByteBuffer.wrap(bytes).getInt(1);
        if (inPeace(schemaId, now) && !met.contains(schemaId)) {
            return new Decoded.RegistryDown<>("the schema registry did not answer a moment ago");
        }
        Decoded<T> decoded = messages.decode(type, bytes);
        switch (decoded) {
            case Decoded.Message<T> message -> meet(schemaId);
            case Decoded.Undecodable<T> bad -> {}
            case Decoded.RegistryDown<T> down -> {
                met.remove(schemaId);
                vainUntil.put(schemaId, now.plus(PAUSE));
            }
        }
        return decoded;
    }

    private boolean inPeace(int schemaId, Instant now) {
        if (vainUntil.isEmpty()) {
            return false;
        }
        vainUntil.values().removeIf(until -> !now.isBefore(until));
        return vainUntil.containsKey(schemaId) || vainUntil.size() >= MOST_VAIN;
    }

    private void meet(int schemaId) {
        if (met.size() >= MOST_REMEMBERED) {
            met.clear();
        }
        met.add(schemaId);
    }
}
