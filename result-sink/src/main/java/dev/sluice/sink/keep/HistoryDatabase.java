package dev.sluice.sink.keep;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The PostgreSQL database that keeps the history. Opened without being reached: it may come up after the sink. Thread-safe.
 *
 * <p>Every wait for it is bounded: for a connection, for an answer by the server, and for a server that stopped answering. Only a migration
 * may take as long as it takes.
 */
public final class HistoryDatabase implements AutoCloseable {
    static final String SCHEMA = "sluice";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration SOCKET = Duration.ofSeconds(40);
    /** Of every connection: who it is, and that its errors must not quote what users wrote. */
    private static final Map<String, String> MANNERS =
            Map.of("ApplicationName", "sluice-sink", "logServerErrorDetail", "false");

    private static final int ONE_FOR_KEEPING_ONE_FOR_PURGING = 2;

    private final HistorySettings settings;
    private final HikariDataSource pool;
    private boolean migrated;

    public HistoryDatabase(HistorySettings settings) {
        this.settings = settings;
        HikariConfig config = new HikariConfig();
        config.setPoolName("sluice-sink-history");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setMaximumPoolSize(ONE_FOR_KEEPING_ONE_FOR_PURGING);
        config.setAutoCommit(false);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        MANNERS.forEach(config::addDataSourceProperty);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(SOCKET.toSeconds()));
        config.addDataSourceProperty("options", "-c statement_timeout=" + STATEMENT.toMillis());
        this.pool = new HikariDataSource(config);
    }

    /** A connection of the pool with autocommit off. Closing it rolls back what was not committed. */
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    /** Brings the tables to this release, once. Throws SQLException if it cannot be reached or changed. */
    public synchronized void migrate() throws SQLException {
        if (migrated) {
            return;
        }
        connect().close();
        try {
            Flyway.configure(HistoryDatabase.class.getClassLoader())
                    // Over a connection of its own, whose waits are not bounded: an index takes as long as it takes.
                    .dataSource(
                            settings.url(), settings.user(), settings.password().reveal())
                    .jdbcProperties(MANNERS)
                    .schemas(SCHEMA)
                    .locations("classpath:dev/sluice/sink/migration")
                    .load()
                    .migrate();
            migrated = true;
        } catch (FlywayException failed) {
            throw new SQLException("the tables cannot be brought to this release: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
