package dev.sluice.executor.engine;

/** What a user of a database may want to rely on; {@code docs/engines.md} has what each engine promises of it. */
public enum Guarantee {
    /** A write takes effect once, however often its job is delivered. */
    LEDGER("ledger"),
    /** A cancel ends the statement that runs, and no other. */
    CANCEL("cancel"),
    /** The server ends what runs too long, whatever has become of the executor. */
    SERVER_TIMEOUT("server-side time-out"),
    /** A result is never in memory as a whole, and its end need not be waited for. */
    STREAMING("streaming"),
    /** The server refuses a write in a job that was classified as a read. */
    READ_ONLY("read-only"),
    /** Nothing that a job did to its session is there for the next. */
    SESSION_RESET("session reset"),
    /** A job on several databases commits on all of them or on none. */
    TWO_PHASE_COMMIT("two-phase commit"),
    /** Whoever looks at the server sees which job a statement belongs to. */
    TAG("statement tag"),
    /** The server tells how far a long statement is that returns no rows. */
    PROGRESS("progress of statements");

    private final String title;

    Guarantee(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
