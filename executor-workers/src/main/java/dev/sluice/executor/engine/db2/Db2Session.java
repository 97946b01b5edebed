package dev.sluice.executor.engine.db2;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Tag;
import dev.sluice.message.JobStatement;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * How a job's session begins and ends. Db2 has no statement that makes a session pristine, so a connection is given up after
 * anything but rows and definitions. A read is undone at its end, whatever it did.
 */
final class Db2Session {
    /** A server that does not answer this long after its own time-out is not going to. */
    private static final Duration SOCKET_GRACE = Duration.ofSeconds(30);

    private Db2Session() {}

    static void begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException {
        if (timeout.plus(SOCKET_GRACE).compareTo(Db2Pool.SOCKET_TIMEOUT) > 0) {
            int millis = Math.toIntExact(Math.min(timeout.plus(SOCKET_GRACE).toMillis(), Integer.MAX_VALUE));
            connection.setNetworkTimeout(Runnable::run, millis); // the pool puts it back
        }
        if (access == Access.PLAIN) {
            connection.setAutoCommit(true);
        } else {
            connection.setReadOnly(access == Access.READ);
        }
        name(connection, tag);
    }

    /** The drivers send it with the next statement. A comment would spoil the server's cache of statements, which goes by their text. */
    private static void name(Connection connection, Tag tag) {
        try {
            connection.setClientInfo("ApplicationName", tag.text());
        } catch (SQLClientInfoException unknown) {
            // Derby has no such thing, and no job needs it.
        }
    }

    static void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    static void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        if (access == Access.READ) {
            rollback(connection);
        }
        if (!Db2Statements.leavesNothing(ran)) {
            throw new SQLException("the session may have changed in ways that nothing undoes");
        }
    }
}
