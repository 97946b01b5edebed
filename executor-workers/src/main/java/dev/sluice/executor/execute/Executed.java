package dev.sluice.executor.execute;

import dev.sluice.executor.carry.RowCarrier;
import dev.sluice.executor.rows.EncodedRows;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the statements of a job did: the rows of the last one, a count for each (-1 if it has none), and where the time went.
 *
 * @param examined about how many rows the server read for that, if it told
 */
record Executed(
        EncodedRows rows,
        List<Long> updateCounts,
        OptionalLong examined,
        long executeNanos,
        long fetchNanos,
        long publishNanos) {
    Executed {
        updateCounts = List.copyOf(updateCounts);
    }

    /** The same with all rows where they can be had. */
    Executed settled(RowCarrier carrier) {
        long began = System.nanoTime();
        EncodedRows safe = carrier.settle(rows);
        return new Executed(safe, updateCounts, examined, executeNanos, fetchNanos, System.nanoTime() - began);
    }

    long rowsAffected() {
        return updateCounts.stream().mapToLong(count -> Math.max(count, 0)).sum();
    }
}
