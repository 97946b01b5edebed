package dev.sluice.executor;

import dev.sluice.executor.claim.LedgerPurge;
import dev.sluice.executor.execute.Target;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the ledger of one database small. Works in a slot as jobs do, and lines up anew after each batch, so that no job waits for more than one. */
final class LedgerChore {
    private static final Logger log = LoggerFactory.getLogger(LedgerChore.class);
    private static final int BATCH = 1_000;

    private final Target target;
    private final Slots slots;
    private final LedgerPurge purge;
    private final InstantSource clock;
    private final AtomicBoolean underWay = new AtomicBoolean();

    LedgerChore(Target target, Slots slots, InstantSource clock) {
        this.target = target;
        this.slots = slots;
        this.purge = new LedgerPurge(target.engine());
        this.clock = clock;
    }

    /** Has rows older than this deleted, unless that is being done already or the database is down. */
    void begin(Duration retention) {
        if (target.breaker().open() || !underWay.compareAndSet(false, true)) {
            return;
        }
        lineUp(retention);
    }

    private void lineUp(Duration retention) {
        try {
            slots.submit(() -> batch(retention));
        } catch (RejectedExecutionException | Error notLinedUp) { // closed, or without a thread to be had
            underWay.set(false);
        }
    }

    private void batch(Duration retention) {
        boolean more = false;
        try (Connection connection = slots.pool().getConnection()) {
            try {
                more = purge.purge(connection, clock.instant().minus(retention), BATCH) == BATCH;
            } catch (SQLException failure) {
                slots.pool().evictConnection(connection);
                throw failure;
            }
        } catch (SQLException failure) {
            tell(failure);
        } finally {
            if (more) {
                lineUp(retention);
            } else {
                underWay.set(false);
            }
        }
    }

    private void tell(SQLException failure) {
        if (target.engine().classify(failure).code() == ErrorCode.UNKNOWN_OBJECT) {
            return; // nothing has been written there yet
        }
        log.atWarn()
                .addKeyValue("database", target.database())
                .setCause(failure)
                .log("Old rows of the ledger could not be deleted; the next round tries again");
    }
}
