package dev.sluice.executor.rows;

/**
 * How far a result may go: rows and encoded bytes in all, the most that rides inside the outcome, the size a chunk is closed at,
 * and the size of a single row that no message could carry. All in bytes but {@code maxRows}.
 */
public record RowCaps(long maxRows, long maxBytes, int inlineBytes, int chunkBytes, int messageBytes) {
    /** What the message contract promises: inline up to 64 KiB, chunks of at most 512 KiB, no row beyond 960 KiB. */
    public static final int INLINE_BYTES = 64 * 1024;

    public static final int CHUNK_BYTES = 512 * 1024;
    public static final int MESSAGE_BYTES = 960 * 1024;

    public RowCaps {
        if (maxRows < 0 || maxBytes < 0) {
            throw new IllegalArgumentException("caps cannot be negative: " + maxRows + " rows, " + maxBytes + " bytes");
        }
        if (inlineBytes > chunkBytes || chunkBytes > messageBytes) {
            throw new IllegalArgumentException("inline <= chunk <= message does not hold");
        }
    }

    /** The contract's sizes with the caps of one job. */
    public static RowCaps of(long maxRows, long maxBytes) {
        return new RowCaps(maxRows, maxBytes, INLINE_BYTES, CHUNK_BYTES, MESSAGE_BYTES);
    }
}
