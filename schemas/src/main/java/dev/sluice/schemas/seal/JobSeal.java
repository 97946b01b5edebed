package dev.sluice.schemas.seal;

import dev.sluice.message.QueryJob;
import java.time.Instant;

/** Seals routed jobs with HMAC-SHA256 under a platform key, and tells sealed from unsealed, altered, expired and misaddressed. Thread-safe. */
public final class JobSeal {
    public JobSeal(String keyId, byte[] key) {}

    /** The same job with keyId and seal set. */
    public QueryJob seal(QueryJob job) {
        throw new UnsupportedOperationException();
    }

    /** Whether this job, read from this topic at this time, is as the dispatcher sealed it. */
    public SealVerdict verify(QueryJob job, String topic, Instant now) {
        throw new UnsupportedOperationException();
    }
}
