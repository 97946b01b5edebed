package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.engine.Access;
import dev.sluice.message.SessionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a job's session begins. One statement sets everything a reset takes away: UTC, so that timestamps read the same everywhere;
 * the SQL mode that the classifier reads by, because another one would move the ends of strings; and the time-outs.
 *
 * <p>A time-out per statement is {@code max_statement_time} in MariaDB and, for SELECT alone, {@code max_execution_time} in MySQL:
 * each server takes its own from the comments and skips the other's (MariaDB skips those of versions 5.7.*). A write on MySQL is
 * stopped by the executor.
 */
final class MySqlSession {
    /** What both servers come with, but for rules about GROUP BY. */
    static final String SQL_MODE =
            "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    /** A wait longer than this is tried again, or given up where nothing is tried again. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    /** An executor that is busy with the rows of a job for so long is not coming back. */
    private static final Duration IDLE = Duration.ofMinutes(2);
    /** Rows may wait for Kafka or a store that long. */
    private static final Duration SLOW_READER = Duration.ofMinutes(10);
    /** A server that does not answer this long after its own time-out is not going to. */
    private static final Duration SOCKET_GRACE = Duration.ofSeconds(30);

    private MySqlSession() {}

    static void begin(Connection connection, Access access, Duration timeout) throws SQLException {
        if (timeout.plus(SOCKET_GRACE).compareTo(MySqlPool.SOCKET_TIMEOUT) > 0) {
            int millis = Math.toIntExact(Math.min(timeout.plus(SOCKET_GRACE).toMillis(), Integer.MAX_VALUE));
            connection.setNetworkTimeout(Runnable::run, millis); // the pool puts it back
        }
        run(connection, settings(timeout));
        start(connection, access);
    }

    private static String settings(Duration timeout) {
        long lockSeconds = Math.clamp(timeout.toSeconds(), 1, LOCK_WAIT.toSeconds());
        long millis = Math.max(1, timeout.toMillis()); // zero would be no limit
        return String.format(
                Locale.ROOT,
                "SET NAMES utf8mb4, time_zone = '+00:00', sql_mode = '%s', innodb_lock_wait_timeout = %d,"
                        + " lock_wait_timeout = %d, wait_timeout = %d, net_write_timeout = %d /*M!100101 , max_statement_time = %d.%03d */"
                        + " /*!50708 , max_execution_time = %d */",
                SQL_MODE,
                lockSeconds,
                lockSeconds,
                IDLE.toSeconds(),
                SLOW_READER.toSeconds(),
                millis / 1000,
                millis % 1000,
                millis);
    }

    /** The level is of the session because the transaction has begun: it begins anew, and a reset ends both. */
    static void enter(Connection connection, Access access, SessionOptions session) throws SQLException {
        String isolation = switch (session.getIsolation()) {
            case DEFAULT -> "";
            case READ_COMMITTED -> "READ COMMITTED";
            case REPEATABLE_READ -> "REPEATABLE READ";
            case SERIALIZABLE -> "SERIALIZABLE";
        };
        if (!isolation.isEmpty()) {
            run(connection, "SET SESSION TRANSACTION ISOLATION LEVEL " + isolation);
            start(connection, access);
        }
        for (Map.Entry<String, String> variable : session.getVariables().entrySet()) {
            String name = "@`" + variable.getKey().replace("`", "``") + '`';
            try (PreparedStatement set = connection.prepareStatement("SET " + name + " = ?")) {
                set.setString(1, variable.getValue());
                set.execute();
            }
        }
    }

    private static void start(Connection connection, Access access) throws SQLException {
        switch (access) {
            case READ -> run(connection, "START TRANSACTION READ ONLY");
            case WRITE -> run(connection, "START TRANSACTION READ WRITE");
            case PLAIN -> run(connection, "SET autocommit = 1"); // also where the server's default is another
        }
    }

    /** Rows that storage engines were asked for since the last reset, one after the other or by a key, those of temporary tables included. */
    static OptionalLong read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read_%'")) {
            long rows = 0;
            while (counts.next()) {
                rows += counts.getLong(2);
            }
            return OptionalLong.of(rows);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
