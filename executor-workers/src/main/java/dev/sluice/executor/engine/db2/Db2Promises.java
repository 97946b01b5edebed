package dev.sluice.executor.engine.db2;

import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.Promise;
import java.util.Map;

/** What may be relied on with Db2, as far as Derby can show it. */
final class Db2Promises {
    static final Map<Guarantee, Promise> ALL = Map.of(
            Guarantee.LEDGER,
            Promise.kept("the row commits with the job's statements, definitions included; TRUNCATE, CALL, SET and the"
                    + " rest run outside of it; Db2 for i needs tables with a journal"),
            Guarantee.CANCEL,
            Promise.notKept("the driver is asked, which could not be tested because Derby has no cancel"),
            Guarantee.SERVER_TIMEOUT,
            Promise.notKept(
                    "Db2 limits a statement by the rules of its administrator alone; the driver keeps the time"),
            Guarantee.STREAMING,
            Promise.kept("a cursor, 500 rows at a time"),
            Guarantee.READ_ONLY,
            Promise.notKept(
                    "Db2 has no read-only transactions; the driver is told, and what a read wrote is rolled back"),
            Guarantee.SESSION_RESET,
            Promise.keptInPart("after anything but rows and definitions the connection is given up;"
                    + " a global variable that a function sets stays, and so may PREVIOUS VALUE of a sequence"),
            Guarantee.TWO_PHASE_COMMIT,
            Promise.notKept("jobs on several shards are not built yet"),
            Guarantee.TAG,
            Promise.notKept(
                    "the driver is told as ApplicationName, which could not be tested because Derby has no client info"),
            Guarantee.PROGRESS,
            Promise.notKept("the server tells in utilities that are not asked"));

    private Db2Promises() {}
}
