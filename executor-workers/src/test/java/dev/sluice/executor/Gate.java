package dev.sluice.executor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A lock in PostgreSQL at which jobs wait that ask for it: {@link #SHARED}. */
final class Gate {
    static final String SHARED = "SELECT pg_advisory_xact_lock_shared(42)";

    private final Sql database;
    /** While this has the lock, no job comes through. */
    private final Connection keeper;

    Gate(DataSource database) throws SQLException {
        this.database = new Sql(database);
        this.keeper = database.getConnection();
    }

    void close() throws SQLException {
        keeper.createStatement().execute("SELECT pg_advisory_lock(42)");
    }

    void open() throws SQLException {
        keeper.createStatement().execute("SELECT pg_advisory_unlock_all()");
    }

    /** How many jobs wait for it to open. */
    int waiting() throws SQLException {
        return Integer.parseInt(
                database.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"));
    }

    void await(int jobs) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> waiting() == jobs);
    }

    void release() throws SQLException {
        keeper.close();
    }
}
