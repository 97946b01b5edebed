package dev.sluice.schemas.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's mark on a record: an HMAC-SHA256 under the platform key over the topic and the bytes of the record. Without the key
 * nobody can make one, and it fits no other record and no other topic. Thread-safe.
 */
public final class GatewaySeal {
    /** The header that carries it: the name of the key, a colon, the MAC in base64. */
    public static final String HEADER = "sluice-gateway";

    /** No seal of a job begins like this, so that one can never be passed off as the other. */
    private static final byte[] PURPOSE = "sluice-gateway\0".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = {0};

    private final PlatformKeys keys;

    GatewaySeal(PlatformKeys keys) {
        this.keys = keys;
    }

    /** As the settings {@code platform.keyId} and {@code platform.key} spell it. Throws IllegalArgumentException without the key. */
    public static GatewaySeal of(String keyId, String base64) {
        return new GatewaySeal(PlatformKeys.only(PlatformKey.of(keyId, base64)));
    }

    /** The value of the header for this record. */
    public byte[] mark(String topic, byte[] value) {
        return mark(keys.current(), topic, value);
    }

    /** Whether this header belongs to this record. */
    public SealVerdict verify(String topic, byte @Nullable [] value, byte @Nullable [] header) {
        if (header == null || value == null) {
            return new SealVerdict.Broken("it has no mark of the gateway");
        }
        // Constant time: how many bytes of a forged mark are right must not show.
        return keys.accepted().stream().anyMatch(key -> MessageDigest.isEqual(mark(key, topic, value), header))
                ? new SealVerdict.Intact()
                : new SealVerdict.Broken("its mark is not what key '" + keys.names() + "' makes of the record");
    }

    private static byte[] mark(PlatformKey key, String topic, byte[] value) {
        byte[] mac = key.mac(PURPOSE, topic.getBytes(StandardCharsets.UTF_8), END, value);
        return (key.id() + ":" + Base64.getEncoder().encodeToString(mac)).getBytes(StandardCharsets.UTF_8);
    }
}
