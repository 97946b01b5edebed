package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.Promise;
import java.util.EnumMap;
import java.util.Map;

/** What may be relied on with MariaDB and MySQL. */
final class MySqlPromises {
    static final Map<Guarantee, Promise> MARIADB = with(
            Promise.kept("`max_statement_time`, set with the session at the beginning of the job"),
            Promise.keptInPart("statements that copy a table, such as ALTER TABLE, every 2 s"));
    static final Map<Guarantee, Promise> MYSQL = with(
            Promise.keptInPart(
                    "`max_execution_time` ends a SELECT; on MySQL any other statement is ended by the executor"),
            Promise.notKept("the server keeps it where only its performance schema shows it, if that is told to"));

    private MySqlPromises() {}

    private static Map<Guarantee, Promise> with(Promise timeout, Promise progress) {
        Map<Guarantee, Promise> promises = new EnumMap<>(Guarantee.class);
        promises.put(
                Guarantee.LEDGER,
                Promise.keptInPart("rows in InnoDB; definitions commit by themselves and run outside of it,"
                        + " and tables of engines without transactions are refused"));
        promises.put(
                Guarantee.CANCEL,
                Promise.kept("KILL QUERY on a connection of its own to the same server,"
                        + " after which the job's connection is given up"));
        promises.put(Guarantee.SERVER_TIMEOUT, timeout);
        promises.put(
                Guarantee.STREAMING,
                Promise.kept("rows as they arrive; a read that is cut off costs its connection,"
                        + " because both drivers would read on to the end"));
        promises.put(
                Guarantee.READ_ONLY,
                Promise.kept("START TRANSACTION READ ONLY, which lets pass temporary tables alone"));
        promises.put(
                Guarantee.SESSION_RESET,
                Promise.keptInPart("COM_RESET_CONNECTION; after USE, SET, CALL and the like the connection is given up;"
                        + " FOUND_ROWS() begins with the number of the job before"));
        promises.put(Guarantee.TWO_PHASE_COMMIT, Promise.notKept("jobs on several shards are not built yet"));
        promises.put(Guarantee.TAG, Promise.kept("a comment before the statement"));
        promises.put(Guarantee.PROGRESS, progress);
        return Map.copyOf(promises);
    }
}
