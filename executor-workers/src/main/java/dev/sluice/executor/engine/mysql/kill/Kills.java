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
    private final Map<Connection, ServerSession> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** Asks, once in its life, who is at the other end of a connection on which nothing runs. */
    public void know(Connection connection) throws SQLException {
        Connection real = connection.unwrap(Connection.class);
        if (!known.containsKey(real)) {
            known.put(real, ServerSession.of(real));
        }
    }

    /**
     * Kills what runs on a connection that is known, over one of the others.
     *
     * @throws SQLException if no other connection leads to the same server: whoever asks again may be luckier
     */
    public void stop(Connection busy, HikariDataSource others) throws SQLException {
        ServerSession session = known.get(busy.unwrap(Connection.class));
        if (session == null) {
            throw new SQLException("nobody knows which session of the server this connection is");
        }
        try (Connection other = others.getConnection()) {
            if (!ServerSession.of(other).server().equals(session.server())) {
                others.evictConnection(other);
                throw new SQLException(
                        "another server answered than the one that runs the statement; its address leads to several");
            }
            try (Statement kill = other.createStatement()) {
                kill.execute("KILL QUERY " + session.number());
            }
        }
    }
}
