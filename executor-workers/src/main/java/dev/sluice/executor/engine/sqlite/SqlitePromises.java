package dev.sluice.executor.engine.sqlite;

import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.Promise;
import java.util.Map;

/** What may be relied on with SQLite. */
final class SqlitePromises {
    static final Map<Guarantee, Promise> ALL = Map.of(
            Guarantee.LEDGER,
            Promise.kept("the row commits with the job's statements, definitions included;"
                    + " VACUUM, PRAGMA and ATTACH run outside of it"),
            Guarantee.CANCEL,
            Promise.keptInPart("an interrupt, after which the connection is given up;"
                    + " one call of a function, as of instr() on very long values, runs to its end and keeps its slot"),
            Guarantee.SERVER_TIMEOUT,
            Promise.notKept("there is no server; the executor interrupts"),
            Guarantee.STREAMING,
            Promise.kept("a row is made when it is read"),
            Guarantee.READ_ONLY,
            Promise.kept("connections with `query_only`"),
            Guarantee.SESSION_RESET,
            Promise.keptInPart(
                    "after anything but rows the connection is given up; total_changes() goes on counting from job to job"),
            Guarantee.TWO_PHASE_COMMIT,
            Promise.notKept("SQLite has none"),
            Guarantee.TAG,
            Promise.notKept("there is no server that could show it"),
            Guarantee.PROGRESS,
            Promise.notKept("there is no server that could tell"));

    private SqlitePromises() {}
}
