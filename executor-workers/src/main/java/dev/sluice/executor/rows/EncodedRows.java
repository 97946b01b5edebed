package dev.sluice.executor.rows;

import dev.sluice.message.Column;
import dev.sluice.message.TruncationReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a result: its columns, how many rows and bytes, the rows themselves if they fit inline, otherwise how many
 * chunks went before or where they are kept, and the SHA-256 (hex) over the row bytes in order. The inline array is not copied: treat it as read-only.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying every result would cost more than it guards
public record EncodedRows(
        List<Column> columns,
        long rowCount,
        long bytes,
        byte @Nullable [] inline,
        int chunks,
        @Nullable String sha256,
        TruncationReason truncated,
        @Nullable Claimed claimed) {
    /** The result of a statement that returns no rows. */
    public static final EncodedRows NONE = new EncodedRows(List.of(), 0, 0, null, 0, null, TruncationReason.NONE, null);

    public EncodedRows {
        columns = List.copyOf(columns);
    }

    /** The same rows in a store: chunks that went before do not count. */
    public EncodedRows claimedBy(Claimed store) {
        return new EncodedRows(columns, rowCount, bytes, null, 0, sha256, truncated, store);
    }
}
