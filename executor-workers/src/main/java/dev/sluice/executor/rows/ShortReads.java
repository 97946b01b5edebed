package dev.sluice.executor.rows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Remembers which statements, by their fingerprints, brought little each of the last times, so that the rows of the next may come all at
 * once. What was expected to be short and is long comes all the same, as far as the driver may hold it; then its fingerprint has to earn
 * the trust again. Bounded; thread-safe.
 */
public final class ShortReads {
    private static final int MOST_FINGERPRINTS = 10_000;
    private static final int TIMES = 3;
    private static final long MOST_ROWS = 500;
    private static final long MOST_BYTES = 64 * 1024;

    private final Cache<String, Integer> shortTimes =
            Caffeine.newBuilder().maximumSize(MOST_FINGERPRINTS).build();

    /** Whether this one is short, as far as the past tells. */
    public boolean expected(String fingerprint) {
        Integer times = shortTimes.getIfPresent(fingerprint);
        return times != null && times >= TIMES;
    }

    /** Learns from a result that was read. */
    public void read(String fingerprint, EncodedRows rows) {
        if (rows.rowCount() > MOST_ROWS || rows.bytes() > MOST_BYTES) {
            forget(fingerprint);
        } else if (!expected(fingerprint)) {
            shortTimes.asMap().merge(fingerprint, 1, Integer::sum);
        }
    }

    /** What it brings has to be seen anew. */
    public void forget(String fingerprint) {
        shortTimes.invalidate(fingerprint);
    }
}
