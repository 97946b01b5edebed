package dev.sluice.executor.engine.mysql.kill;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Stops statements by KILL QUERY over another connection. The drivers would do so by themselves, but with the password of the day on which
 * the connection was made, and without a look at who answers: behind an address that leads to several servers that may be another one,
 * where the same number is somebody else's session. Thread-safe.
 */
public final class Kills {
    private final Map<Connection, Known> known = Collections.synchronizedMap(new WeakHashMap<>());

    private record Known(long driversNumber, ServerSession session) {}

    /**
     * Asks who is at the other end of a connection on which nothing runs, unless that is known.
     *
     * @param driversNumber what the driver takes for the number of its session: another one after it has connected anew by itself
     * @return whether it had to ask
     */
    public boolean know(Connection connection, long driversNumber) throws SQLException {
        Connection real = connection.unwrap(Connection.class);
        Known before = known.get(real);
        if (before != null && before.driversNumber() == driversNumber) {
            return false;
        }
        known.put(real, new Known(driversNumber, ServerSession.of(real)));
        return true;
    }

    /**
     * Kills what runs on a connection that is known, over one of the others.
     *
     * @throws SQLException if the session is not where the other connection leads: whoever asks again may be luckier
     */
    public void stop(Connection busy, HikariDataSource others) throws SQLException {
        Known target = known.get(busy.unwrap(Connection.class));
        if (target == null) {
            throw new SQLException("nobody knows which session of the server this connection is");
        }
        try (Connection other = others.getConnection()) {
            if (!target.session().seenBy(other)) {
                others.evictConnection(other);
                throw new SQLException(
                        "the session is not to be found where its address leads now: to another server, or a proxy");
            }
            try (Statement kill = other.createStatement()) {
                kill.execute("KILL QUERY " + target.session().number());
            }
        }
    }
}
