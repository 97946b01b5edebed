package dev.sluice.executor.engine.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.sluice.executor.engine.DatabaseSettings;
import java.sql.SQLException;
import java.time.Duration;

/** Pool settings and the properties that both drivers know. */
final class MySqlPool {
    /** Longer than any answer the server gives by itself, so that only a dead network trips it; jobs that may run longer raise it. */
    static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private MySqlPool() {}

    static void configure(HikariConfig pool, DatabaseSettings database) {
        pool.setJdbcUrl(database.url());
        pool.setCredentialsProvider(database.login());
        pool.setAutoCommit(true); // as a reset leaves the session; transactions are begun by statement
        pool.setExceptionOverride(new KeepWhateverIsSaid());
        pool.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
        pool.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toMillis()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        // Connector/J would make spans of its own, with the text of every statement.
        pool.addDataSourceProperty("openTelemetry", "DISABLED");
        pool.addDataSourceProperty(
                "useServerPrepStmts", "false"); // a reset would drop them, and values are read as text
        pool.addDataSourceProperty("allowMultiQueries", "false");
        pool.addDataSourceProperty("tinyInt1isBit", "false"); // it holds 127 as well
        pool.addDataSourceProperty("yearIsDateType", "false");
    }

    /** Anybody's SQL can raise any error; whoever borrowed the connection looks whether it is lost, and then gives it up. */
    private static final class KeepWhateverIsSaid implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return Override.DO_NOT_EVICT;
        }
    }
}
