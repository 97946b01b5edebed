package dev.sluice.executor.carry;

import dev.sluice.executor.publish.ChunkSender;
import dev.sluice.executor.rows.ChunkTarget;
import dev.sluice.executor.rows.EncodedRows;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the chunks of one execution where they belong. Used by one thread. Closing it leaves nothing of a result that was not settled.
 * Besides what the chunks' sending throws, a store that fails gives {@link StoreFailedException}.
 */
public final class RowCarrier implements ChunkTarget, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RowCarrier.class);

    private final ChunkSender chunks;
    private final @Nullable Overflow overflow;
    private final KeptResults kept;

    RowCarrier(ChunkSender chunks, @Nullable Overflow overflow, KeptResults kept) {
        this.chunks = chunks;
        this.overflow = overflow;
        this.kept = kept;
    }

    @Override
    public void accept(int chunk, byte[] rows, long rowCount) {
        if (!stored(rows, rowCount)) {
            chunks.accept(chunk, rows, rowCount);
        }
    }

    /** Returns once all rows are safe, with the carrier that counts. */
    public EncodedRows settle(EncodedRows rows) {
        if (overflow == null || !overflow.begun()) {
            chunks.awaitAll();
            return rows;
        }
        try {
            EncodedRows claimed = rows.claimedBy(overflow.publish(rows));
            kept.kept();
            return claimed;
        } catch (IOException | RuntimeException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        try {
            if (overflow != null) {
                overflow.close();
            }
        } catch (IOException | RuntimeException failure) {
            log.atWarn().setCause(failure).log("What was begun of a result could not be deleted; a sweep will");
        }
    }

    private boolean stored(byte[] rows, long rowCount) {
        try {
            return overflow != null && overflow.take(rows, rowCount);
        } catch (IOException | RuntimeException failure) {
            throw failed(failure);
        }
    }

    private StoreFailedException failed(Exception failure) {
        kept.failed(failure);
        return new StoreFailedException(failure);
    }
}
