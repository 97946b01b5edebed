package dev.sluice.executor.execute;

import dev.sluice.executor.carry.RowCarrier;
import dev.sluice.executor.rows.EncodedRows;
import java.util.List;

/** What the statements of a job did: the rows of the last one, a count for each (-1 if it has none), and where the time went. */
record Executed(EncodedRows rows, List<Long> updateCounts, long executeNanos, long fetchNanos) {
    Executed {
        updateCounts = List.copyOf(updateCounts);
    }

    /** The same with all rows where they can be had. */
    Executed settled(RowCarrier carrier) {
        return new Executed(carrier.settle(rows), updateCounts, executeNanos, fetchNanos);
    }

    long rowsAffected() {
        return updateCounts.stream().mapToLong(count -> Math.max(count, 0)).sum();
    }
}
