package dev.sluice.executor.engine.postgresql;

import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.Promise;
import java.util.Map;

/** What may be relied on with PostgreSQL. */
final class PostgresPromises {
    static final Map<Guarantee, Promise> ALL = Map.of(
            Guarantee.LEDGER,
            Promise.kept("the row commits with the job's statements, definitions included;"
                    + " what refuses transactions, and CALL, runs outside of it"),
            Guarantee.CANCEL,
            Promise.kept("a cancel request, after which the connection is given up"),
            Guarantee.SERVER_TIMEOUT,
            Promise.kept("`statement_timeout`, set in the round trip of the first statement"),
            Guarantee.STREAMING,
            Promise.kept("a portal, 500 rows at a time"),
            Guarantee.READ_ONLY,
            Promise.kept("a read-only transaction that is rolled back"),
            Guarantee.SESSION_RESET,
            Promise.kept(
                    "ROLLBACK and advisory locks after a read, settings, role, locks, temporary tables and the rest"
                            + " after a write, DISCARD ALL after anything else; a statement that a function prepared costs the"
                            + " connection, and so does setseed()"),
            Guarantee.TWO_PHASE_COMMIT,
            Promise.notKept("jobs on several shards are not built yet"),
            Guarantee.TAG,
            Promise.kept("`application_name`, set in the round trip of the first statement"),
            Guarantee.PROGRESS,
            Promise.keptInPart("CREATE INDEX, REINDEX, VACUUM, ANALYZE, CLUSTER and COPY, every 2 s"));

    private PostgresPromises() {}
}
