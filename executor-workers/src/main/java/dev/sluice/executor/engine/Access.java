package dev.sluice.executor.engine;

/** How a job meets the database. */
public enum Access {
    /** In a read-only transaction that is rolled back at the end: whatever a SELECT set in its session is undone with it. */
    READ,
    /** In one explicit transaction that begins with the ledger row. */
    WRITE,
    /** Outside any transaction, because the statement refuses one or may end it; never in the ledger. */
    PLAIN
}
