package dev.sluice.executor.engine.postgresql;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Tag;
import dev.sluice.message.JobStatement;
import dev.sluice.message.SessionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a job's session begins and ends.
 *
 * <p>A read ends in ROLLBACK, which undoes everything a SELECT can set (also {@code set_config(…, false)}) but advisory locks and
 * statements prepared by functions, so these are released and looked for in the same round trip. A write that committed may have left
 * settings, a role, temporary tables or locks through functions: one round trip clears them and keeps the prepared statements. After
 * anything else DISCARD ALL.
 */
final class PostgresSession {
    /**
     * Ends with the transaction. The server takes each for what comes after this query, so the job's statement runs under them. Answers
     * flags instead of texts, because behind an answer of unknown length the driver waits before it sends more.
     */
    private static final String SETTINGS = "SELECT pg_catalog.set_config('statement_timeout', ?, true) IS NULL,"
            + " pg_catalog.set_config('lock_timeout', ?, true) IS NULL,"
            + " pg_catalog.set_config('application_name', ?, true) IS NULL";

    private static final String UNLOCK = "SELECT pg_catalog.pg_advisory_unlock_all()";
    /** If a function said PREPARE, which no ROLLBACK undoes, the connection is given up, with the driver's own statements. */
    private static final String PREPARED = "EXISTS (SELECT FROM pg_catalog.pg_prepared_statement() WHERE from_sql)";

    private static final String UNLOCK_OR_FAIL = UNLOCK + ", 1 / (CASE WHEN " + PREPARED + " THEN 0 ELSE 1 END)";

    private static final String UNLOCK_AND_TELL = UNLOCK + " IS NULL OR " + PREPARED;

    private static final String AFTER_READ_OR_FAIL = "ROLLBACK; " + UNLOCK_OR_FAIL;
    private static final Farewell AFTER_READ = new Farewell("ROLLBACK; " + UNLOCK_AND_TELL);

    private static final String CLEAN_ROWS = "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *;"
            + " DISCARD TEMP; DISCARD SEQUENCES; ";
    private static final String AFTER_ROWS_OR_FAIL = CLEAN_ROWS + UNLOCK_OR_FAIL;
    private static final Farewell AFTER_ROWS = new Farewell(CLEAN_ROWS + UNLOCK_AND_TELL);
    private static final String RECLAIM = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET search_path";
    private static final String AFTER_ANYTHING = "DISCARD ALL";
    /** A server that does not answer this long after its own time-out is not going to. */
    private static final Duration SOCKET_GRACE = Duration.ofSeconds(30);

    private PostgresSession() {}

    static Preface begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException {
        if (timeout.plus(SOCKET_GRACE).compareTo(PostgresPool.SOCKET_TIMEOUT) > 0) {
            int millis = Math.toIntExact(Math.min(timeout.plus(SOCKET_GRACE).toMillis(), Integer.MAX_VALUE));
            connection.setNetworkTimeout(Runnable::run, millis); // the pool puts it back
        }
        if (access == Access.PLAIN) {
            connection.setAutoCommit(true);
            run(connection, settings(timeout, tag));
            return Preface.NONE; // what refuses a transaction refuses company
        }
        connection.setReadOnly(access == Access.READ);
        return new Preface(SETTINGS, List.of(millis(timeout), lockMillis(timeout), tag.text()));
    }

    /** All in one round trip. A tag holds nothing that ends a string. */
    private static String settings(Duration timeout, Tag tag) {
        return "SET statement_timeout = " + millis(timeout) + "; SET lock_timeout = " + lockMillis(timeout)
                + "; SET application_name = '" + tag.text() + "'";
    }

    private static String millis(Duration timeout) {
        return Long.toString(timeout.toMillis());
    }

    /** A wait for a lock ends first, so that the error says what was waited for. */
    private static String lockMillis(Duration timeout) {
        return Long.toString(Math.max(1, timeout.toMillis() * 3 / 4));
    }

    /** In a transaction both end with it; without one {@link #AFTER_ANYTHING} clears the variables. */
    static void enter(Connection connection, Access access, SessionOptions session) throws SQLException {
        boolean transaction = access != Access.PLAIN;
        String isolation = switch (session.getIsolation()) {
            case DEFAULT -> "";
            case READ_COMMITTED -> "READ COMMITTED";
            case REPEATABLE_READ -> "REPEATABLE READ";
            case SERIALIZABLE -> "SERIALIZABLE";
        };
        if (transaction && !isolation.isEmpty()) {
            run(connection, "SET TRANSACTION ISOLATION LEVEL " + isolation);
        }
        if (session.getVariables().isEmpty()) {
            return;
        }
        try (PreparedStatement set = connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, ?)")) {
            for (Map.Entry<String, String> variable : session.getVariables().entrySet()) {
                set.setString(1, variable.getKey());
                set.setString(2, variable.getValue());
                set.setBoolean(3, transaction);
                set.execute();
            }
        }
    }

    /** After SET ROLE or SET search_path the ledger may be out of reach. */
    static void reclaim(Connection connection, List<JobStatement> ran) throws SQLException {
        if (PostgresStatements.setsSession(ran)) {
            run(connection, RECLAIM);
        }
    }

    /** Of a write only what {@link #restore} does at little cost. */
    static Farewell farewell(Access access, List<JobStatement> ran) {
        return switch (access) {
            case READ -> AFTER_READ;
            case WRITE ->
                PostgresStatements.rowsOnly(ran) && !PostgresStatements.seedsRandom(ran) ? AFTER_ROWS : Farewell.NONE;
            case PLAIN -> Farewell.NONE;
        };
    }

    static void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        if (access == Access.READ) {
            runPrepared(connection, AFTER_READ_OR_FAIL);
            return;
        }
        if (PostgresStatements.seedsRandom(ran)) {
            throw new SQLException("random() is seeded");
        }
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true); // the transaction has ended, so this asks the server nothing
        }
        boolean cheap = access == Access.WRITE && PostgresStatements.rowsOnly(ran);
        if (cheap) {
            runPrepared(connection, AFTER_ROWS_OR_FAIL);
        } else {
            run(connection, AFTER_ANYTHING);
        }
    }

    /** What follows nearly every job: driver and server keep its plans, and one round trip carries it all the same. */
    private static void runPrepared(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
