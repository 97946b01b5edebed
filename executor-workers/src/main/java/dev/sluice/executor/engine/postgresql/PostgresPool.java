package dev.sluice.executor.engine.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.postgresql.guard.EncryptedSockets;
import dev.sluice.executor.engine.postgresql.guard.GuardedSockets;
import java.sql.SQLException;
import java.time.Duration;

/** Pool and driver properties for PostgreSQL. */
final class PostgresPool {
    /** Longer than any answer the server gives by itself, so that only a dead network trips it; jobs that may run longer raise it. */
    static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(2);

    /** An executor that is busy with the rows of a job for so long is not coming back. */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(2);
    /** How soon the server ends what runs for a connection that is gone. */
    private static final Duration NOTICE_LOSS = Duration.ofSeconds(5);

    /** The driver's name for the bytes of rows that one fetch may bring; its error names it, too. */
    static final String RESULT_BUFFER = "maxResultBuffer";

    /**
     * Texts that a connection keeps prepared, ours among them. The look for statements that a function prepared goes through all of them
     * after each job: with the driver's 256 it took most of the time of a short read where a hundred texts were in use, while to parse a
     * text anew costs the same however many there are.
     */
    private static final int KEPT_TEXTS = 32;

    /** Part of the heap that the fetches of a pool may fill together. */
    private static final int HEAP_PART = 4;
    /** Two rows of the largest size that a reply carries, in the server's text form. */
    private static final long LEAST_BUFFER = 4 << 20;

    private static final long MOST_BUFFER = 64 << 20;

    private PostgresPool() {}

    static void configure(HikariConfig pool, DatabaseSettings database, Duration statementTimeout) {
        pool.setJdbcUrl(database.url());
        pool.setCredentialsProvider(database.login());
        pool.setAutoCommit(false); // fetch size works in transactions alone
        pool.setExceptionOverride(new KeepOnServerError());
        pool.addDataSourceProperty("ApplicationName", "sluice");
        pool.addDataSourceProperty("connectTimeout", "5");
        pool.addDataSourceProperty("loginTimeout", "10");
        pool.addDataSourceProperty("cancelSignalTimeout", "5");
        pool.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("socketFactory", GuardedSockets.class.getName());
        pool.addDataSourceProperty("sslfactory", EncryptedSockets.class.getName());
        pool.addDataSourceProperty("options", options(statementTimeout));
        pool.addDataSourceProperty("binaryTransfer", "false"); // values are read in the server's text form
        pool.addDataSourceProperty("binaryTransferDisable", "POINT,BOX"); // which the line above does not cover
        pool.addDataSourceProperty(
                "stringtype", "unspecified"); // text parameters take the type of their place, as literals do
        pool.addDataSourceProperty("reWriteBatchedInserts", "false");
        pool.addDataSourceProperty("preparedStatementCacheQueries", Integer.toString(KEPT_TEXTS));
        pool.addDataSourceProperty(
                RESULT_BUFFER,
                Long.toString(resultBuffer(Runtime.getRuntime().maxMemory(), Math.max(1, pool.getMinimumIdle()))));
    }

    /** Without a bound the driver takes any row into memory whole, a cell of a gigabyte too. */
    static long resultBuffer(long heap, int slots) {
        return Math.clamp(heap / HEAP_PART / slots, LEAST_BUFFER, MOST_BUFFER);
    }

    /** What a session begins with and goes back to; a URL with {@code options} of its own replaces it. */
    private static String options(Duration statementTimeout) {
        return "-c statement_timeout=" + statementTimeout.toMillis()
                + " -c idle_in_transaction_session_timeout=" + IDLE_IN_TRANSACTION.toMillis()
                + " -c bytea_output=hex"
                + " -c client_min_messages=error" // nobody reads notices, and the driver keeps each of a statement's
                + " -c client_connection_check_interval=" + NOTICE_LOSS.toMillis();
    }

    /** Anybody's SQL can raise any SQLSTATE; a connection leaves the pool only when the server or the network ended it. */
    private static final class KeepOnServerError implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return PostgresFailures.sessionLost(failure) ? Override.CONTINUE_EVICT : Override.DO_NOT_EVICT;
        }
    }
}
