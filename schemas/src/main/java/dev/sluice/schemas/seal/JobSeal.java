package dev.sluice.schemas.seal;

import dev.sluice.message.QueryJob;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;

/** Seals routed jobs with HMAC-SHA256 under a platform key, and tells sealed from unsealed, altered, expired and misaddressed. Thread-safe. */
public final class JobSeal {
    private static final int SEAL = QueryJob.SCHEMA$.getField("seal").pos();

    /** Shortest platform key, bytes: as long as the hash. */
    public static final int MIN_KEY_BYTES = 32;

    private static final ByteBuffer UNSEALED = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final PlatformKeys keys;
    private final SealedForm form = new SealedForm();

    /** A key of at least {@value #MIN_KEY_BYTES} bytes under a name that travels with each seal. */
    public JobSeal(String keyId, byte[] key) {
        this(PlatformKeys.only(new PlatformKey(keyId, key)));
    }

    private JobSeal(PlatformKeys keys) {
        this.keys = keys;
    }

    /** As the settings {@code platform.keyId} and {@code platform.key} spell it. Throws IllegalArgumentException without the key. */
    public static JobSeal of(String keyId, String base64) {
        return new JobSeal(PlatformKeys.only(PlatformKey.of(keyId, base64)));
    }

    /**
     * Seals as this one does and accepts what is sealed under that key, too, as {@code platform.other.keyId} and {@code platform.other.key}
     * spell it. Throws IllegalArgumentException without the key, and if it goes by the name of the first.
     */
    public JobSeal accepting(String keyId, String base64) {
        return new JobSeal(keys.accepting(PlatformKey.of(keyId, base64)));
    }

    /** Under a key that nobody knows. */
    public static JobSeal ofNobody() {
        byte[] key = new byte[MIN_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new JobSeal("nobody", key);
    }

    /** The same job with keyId and seal set. */
    public QueryJob seal(QueryJob job) {
        return seal(QueryJob.newBuilder(job));
    }

    /** What this builder makes, with keyId and seal set. */
    public QueryJob seal(QueryJob.Builder job) {
        QueryJob sealed = job.setKeyId(keys.current().id()).setSeal(UNSEALED).build();
        // It is still ours alone, so setting its last field in place is safe.
        sealed.put(SEAL, ByteBuffer.wrap(mac(keys.current(), sealed)));
        return sealed;
    }

    /** Whether this job, read from this topic at this time, is as the dispatcher sealed it. */
    public SealVerdict verify(QueryJob job, String topic, Instant now) {
        PlatformKey key = keys.named(job.getKeyId()).orElse(null);
        if (key == null) {
            return new SealVerdict.Broken(
                    "sealed under key '" + job.getKeyId() + "', this executor has '" + keys.names() + "'");
        }
        // Constant time: how many bytes of a forged seal are right must not show.
        if (!MessageDigest.isEqual(mac(key, job), sealOf(job))) {
            return new SealVerdict.Broken("the seal does not fit the job");
        }
        if (!job.getTopic().equals(topic)) {
            return new SealVerdict.Broken("sealed for topic " + job.getTopic() + ", read from " + topic);
        }
        if (!now.isBefore(job.getExpiresAt())) {
            return new SealVerdict.Broken("the seal ended at " + job.getExpiresAt());
        }
        return new SealVerdict.Intact();
    }

    /** The marks of the gateway under the same keys. */
    public GatewaySeal gateway() {
        return new GatewaySeal(keys);
    }

    private byte[] mac(PlatformKey key, QueryJob job) {
        return key.mac(form.of(job));
    }

    private static byte[] sealOf(QueryJob job) {
        ByteBuffer seal = job.getSeal().duplicate();
        byte[] bytes = new byte[seal.remaining()];
        seal.get(bytes);
        return bytes;
    }
}
