package dev.sluice.benchmarks.execute;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run measured.
 *
 * @param othersBefore cores that other processes kept busy before it began
 * @param standings by contender, in the order measured
 * @param cleanReads point selects a second in the database, without Kafka, with the session begun and ended as the executor does
 */
record ExecuteResult(
        Plan plan,
        double othersBefore,
        Map<String, Standing> standings,
        double busyFraction,
        double cleanReads,
        Inserts inserts,
        Exports exports) {
    static final String JDBC = "plain HikariCP loop";
    static final String WORKER = "hand-written worker";
    static final String PARALLEL_CONSUMER = "parallel-consumer worker";
    static final String BARE_FLOW = "bare flow, checks nothing";
    static final String DB_SCHEDULER = "db-scheduler";
    static final String JOB_RUNR = "JobRunr";
    /** No contender, but what its limits are. */
    static final String STATEMENTS = "statements in the database alone";

    static final String EXECUTOR = "Sluice, executor alone";
    static final String SLUICE = "Sluice, whole flow";

    /**
     * Inserts a second in the database, without Kafka: each committing by itself, in a transaction of its own, with the same rows as in
     * the ledger in one round trip and nothing else, the same with the session begun and ended as promised, with the ledger.
     */
    record Inserts(double autoCommit, double transaction, double bareLedger, double cleanLedger, double ledgered) {
        double ratio() {
            return ledgered / transaction;
        }

        /** What the ratio would be if the ledger cost its rows alone. */
        double limit() {
            return bareLedger / transaction;
        }

        /** What the ratio would be if the promises took no round trip. */
        double cleanLimit() {
            return cleanLedger / transaction;
        }
    }

    /** Rows a second of one export, and the heap in use before the executor's and at most while it ran, in MiB. */
    record Exports(double jdbc, double executor, double heapBefore, double heapPeak) {
        double ratio() {
            return executor / jdbc;
        }
    }

    ExecuteResult {
        standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
    }

    Standing of(String contender) {
        Standing standing = standings.get(contender);
        if (standing == null) {
            throw new IllegalStateException(contender + " was not measured");
        }
        return standing;
    }

    /** Point selects whose sessions are clean, without Kafka, beside those of another. */
    double cleanReadsBeside(String other) {
        return cleanReads / of(other).perSecond();
    }

    /** Point selects a second of the one beside those of the other. */
    double ratio(String one, String other) {
        return of(one).perSecond() / of(other).perSecond();
    }
}
