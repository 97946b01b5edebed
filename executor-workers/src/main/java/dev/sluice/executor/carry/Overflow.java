package dev.sluice.executor.carry;

import dev.sluice.executor.rows.Claimed;
import dev.sluice.executor.rows.EncodedRows;
import dev.sluice.message.ClaimCheck;
import dev.sluice.schemas.result.Manifest;
import dev.sluice.schemas.result.PartIndex;
import dev.sluice.schemas.result.ResultLocation;
import dev.sluice.schemas.result.ResultPlace;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultWriter;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of one result past its chunk budget: it goes to the store as a whole, those rows included that went in chunks before.
 * Used by one thread.
 */
final class Overflow implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Overflow.class);

    private final ResultStore store;
    private final ResultLocation location;
    private final ResultPlace place;
    private final Instant expiresAt;
    private final long budget;
    private final Spool spool;
    private final PartIndex parts = new PartIndex();
    private long bytes;
    private @Nullable ResultWriter writer;

    Overflow(KeptResults kept, ResultStore store, ResultLocation location, String resultId, Instant expiresAt) {
        this.store = store;
        this.location = location;
        this.expiresAt = expiresAt;
        this.place = ResultPlace.of(expiresAt, resultId);
        this.budget = kept.settings().chunkBudget().bytes();
        this.spool = new Spool(kept.settings().spool());
    }

    /** Keeps a copy of the chunk. True if the chunk is over the budget, so that the store alone has it. */
    boolean take(byte[] rows, long rowCount) throws IOException {
        bytes += rows.length;
        parts.add(rowCount, rows.length);
        if (writer == null && bytes <= budget && spooled(rows)) {
            return false;
        }
        writer().write(rows, 0, rows.length);
        return true;
    }

    /** Without a copy the rows could not go to the store later, so that they go there at once. */
    private boolean spooled(byte[] rows) {
        try {
            spool.add(rows);
            return true;
        } catch (IOException noRoom) {
            log.atWarn().setCause(noRoom).log("executor.results.spool takes no rows; the result goes to the store");
            return false;
        }
    }

    boolean begun() {
        return writer != null;
    }

    /** Publishes the result, of which these are the figures. */
    Claimed publish(EncodedRows rows) throws IOException {
        Manifest manifest = new Manifest(
                place.resultId(),
                rows.rowCount(),
                bytes,
                String.valueOf(rows.sha256()),
                expiresAt,
                rows.truncated(),
                rows.columns(),
                parts.parts());
        writer().publish(manifest.json());
        String carried = manifest.withoutColumns().json();
        return new Claimed(new ClaimCheck(location.uriOf(place), carried, bytes), expiresAt);
    }

    @Override
    public void close() throws IOException {
        try {
            spool.close();
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }

    private ResultWriter writer() throws IOException {
        ResultWriter open = writer;
        if (open == null) {
            open = store.create(place);
            writer = open;
            spool.replay((piece, length) -> writer().write(piece, 0, length));
            spool.close();
        }
        return open;
    }
}
