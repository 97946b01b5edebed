package dev.sluice.schemas.seal;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that dispatcher, executors and gateway share, under the name that travels with everything made with it. Thread-safe. */
final class PlatformKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final String id;
    /** Never used itself: a copy of it is ready in a fraction of the time that a new one takes. */
    private final Mac prepared;

    PlatformKey(String id, byte[] key) {
        if (key.length < JobSeal.MIN_KEY_BYTES) {
            throw new IllegalArgumentException("platform.key has " + key.length + " bytes; it needs at least "
                    + JobSeal.MIN_KEY_BYTES + " (openssl rand -base64 32 makes one)");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("platform.keyId is empty; name the key, for example k1");
        }
        this.id = id;
        try {
            prepared = Mac.getInstance(ALGORITHM);
            prepared.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    static PlatformKey of(String id, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("platform.key is not base64; openssl rand -base64 32 makes one");
        }
        return new PlatformKey(id, key);
    }

    String id() {
        return id;
    }

    byte[] mac(byte[]... parts) {
        try {
            Mac mac = (Mac) prepared.clone();
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's " + ALGORITHM + " cannot be copied", e);
        }
    }
}
