package dev.sluice.executor.rows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.message.TruncationReason;

/**
 * Remembers which statements brought little each of the last times, so that the rows of the next may come all at once. What was expected to
 * be short and is not has to earn the trust again. Goes by the text: what has its values in it comes once, and neither driver nor server
 * keeps a plan of it, which is what makes company cheap. Bounded; thread-safe.
 */
public final class ShortReads {
    /** A result of more rows is not short. */
    public static final int MOST_ROWS = 500;

    private static final long MOST_BYTES = 64 * 1024;
    private static final int TIMES = 3;
    private static final int MOST_TEXTS = 1_000;
    /** Longer texts are not remembered, and seldom what a round trip matters to. */
    private static final int LONGEST_TEXT = 4_000;

    private final Cache<String, Integer> shortTimes =
            Caffeine.newBuilder().maximumSize(MOST_TEXTS).build();

    /** Whether this one is short, as far as the past tells. */
    public boolean expected(String sql) {
        Integer times = shortTimes.getIfPresent(sql);
        return times != null && times >= TIMES;
    }

    /** Learns from a result that was read. What a cap cut short tells nothing about what lies beyond. */
    public void read(String sql, EncodedRows rows) {
        if (rows.truncated() != TruncationReason.NONE || rows.rowCount() > MOST_ROWS || rows.bytes() > MOST_BYTES) {
            forget(sql);
        } else if (sql.length() <= LONGEST_TEXT && !expected(sql)) {
            shortTimes.asMap().merge(sql, 1, Integer::sum);
        }
    }

    /** What it brings has to be seen anew. */
    public void forget(String sql) {
        shortTimes.invalidate(sql);
    }
}
