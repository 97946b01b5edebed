package dev.sluice.api.form;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Job ids for producers that bring none. Thread-safe. */
public final class JobIds {
    private static final byte[] NAMESPACE = "dev.sluice.idempotency-key".getBytes(StandardCharsets.UTF_8);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public JobIds(InstantSource clock) {
        this.clock = clock;
    }

    /** A new id that sorts by time: UUID version 7 of RFC 9562. */
    public String next() {
        long time = (clock.millis() << 16) | 0x7000L | random.nextInt(1 << 12);
        return new UUID(time, variant(random.nextLong())).toString();
    }

    /** The same id for the same tenant and key, always: UUID version 8 over SHA-256. */
    static String named(String tenant, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(NAMESPACE);
            digest.update(tenant.getBytes(StandardCharsets.UTF_8));
            // No tenant name holds a NUL, so that ("a", "bc") and ("ab", "c") differ.
            digest.update((byte) 0);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
            return new UUID((hash.getLong() & ~0xF000L) | 0x8000L, variant(hash.getLong())).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static long variant(long bits) {
        return (bits & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    }
}
