package dev.sluice.executor.engine.db2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.sluice.executor.engine.DatabaseSettings;
import java.sql.SQLException;
import java.time.Duration;

/** Pool settings and the properties of whichever driver the URL asks for. */
final class Db2Pool {
    static final String LUW_DRIVER = "com.ibm.db2.jcc.DB2Driver";
    static final String I_DRIVER = "com.ibm.as400.access.AS400JDBCDriver";
    /** Longer than any answer the server gives by itself, so that only a dead network trips it; jobs that may run longer raise it. */
    static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(10);
    /** A wait longer than this is tried again, or given up where nothing is tried again. Db2's own default is to wait for ever. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

    private Db2Pool() {}

    static void configure(HikariConfig pool, DatabaseSettings database) {
        String url = database.url();
        pool.setJdbcUrl(url);
        pool.setCredentialsProvider(database.login());
        pool.setAutoCommit(false);
        pool.setExceptionOverride(new KeepOnServerError());
        if (url.startsWith("jdbc:db2:")) {
            configureLuw(pool);
        } else if (url.startsWith("jdbc:as400:")) {
            configureI(pool);
        }
    }

    private static void configureLuw(HikariConfig pool) {
        pool.setDriverClassName(LUW_DRIVER);
        pool.addDataSourceProperty("loginTimeout", Long.toString(LOGIN_TIMEOUT.toSeconds()));
        pool.addDataSourceProperty("blockingReadConnectionTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        pool.addDataSourceProperty("currentLockTimeout", Long.toString(LOCK_WAIT.toSeconds()));
        pool.addDataSourceProperty("clientProgramName", "sluice");
    }

    private static void configureI(HikariConfig pool) {
        pool.setDriverClassName(I_DRIVER);
        pool.addDataSourceProperty("prompt", "false"); // the driver would open a window to ask for a password
        pool.addDataSourceProperty("naming", "sql");
        pool.addDataSourceProperty("date format", "iso");
        pool.addDataSourceProperty("time format", "jis"); // with colons, which ISO's of this driver has not
        pool.addDataSourceProperty("decimal separator", "."); // or that of the server's job
        pool.addDataSourceProperty(
                "transaction isolation", "read committed"); // the driver's own reads what is not committed
        pool.addDataSourceProperty(
                "thread used", "false"); // with one the driver refuses a socket time-out by connection
        pool.addDataSourceProperty("login timeout", Long.toString(LOGIN_TIMEOUT.toSeconds()));
        pool.addDataSourceProperty("socket timeout", Long.toString(SOCKET_TIMEOUT.toMillis()));
        // Its own way is to refuse what the optimizer expects to take longer.
        pool.addDataSourceProperty("query timeout mechanism", "cancel");
    }

    /** Anybody's SQL can raise any SQLSTATE; a connection leaves the pool only when the server or the network ended it. */
    private static final class KeepOnServerError implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return Db2Failures.classify(failure).sessionLost() ? Override.CONTINUE_EVICT : Override.DO_NOT_EVICT;
        }
    }
}
