package dev.sluice.executor.publish;

/** How often a reader of committed records sees an outcome. */
public enum Delivered {
    /** Once: outcome, event and offset in one transaction. */
    EXACTLY_ONCE,
    /**
     * Sooner by the time of a transaction; after a crash or a rebalance once more. What the ledger has is then answered with the same outcome. A read ran
     * again, so its second outcome is of other rows; a statement outside the ledger is answered UNKNOWN behind what it was answered before.
     */
    AT_LEAST_ONCE
}
