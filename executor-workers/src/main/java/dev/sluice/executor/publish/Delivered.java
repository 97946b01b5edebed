package dev.sluice.executor.publish;

/** How often a reader of committed records sees an outcome. */
public enum Delivered {
    /** Once: outcome, event and offset in one transaction. */
    EXACTLY_ONCE,
    /** Once or, after a crash or a rebalance, again with the same content; sooner by the time of a transaction. */
    AT_LEAST_ONCE
}
