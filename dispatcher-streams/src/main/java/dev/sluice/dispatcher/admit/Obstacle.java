package dev.sluice.dispatcher.admit;

/** Which limit keeps a job from running now. */
public enum Obstacle {
    /** None does. */
    NONE,
    /** Its lane is full. */
    SLOTS,
    /** Its tenant runs as many jobs as it may. */
    TENANT,
    /** Its principal does. */
    PRINCIPAL,
    /** The results that its tenant may be computing at once take all the memory they may. */
    RESULT_MEMORY,
    /** As many statements of its class run as may. */
    STATEMENT_CLASS
}
