package dev.sluice.executor.engine.sqlite;

import dev.sluice.executor.engine.Access;
import dev.sluice.message.JobStatement;
import dev.sluice.message.StatementKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Transactions by statement, because the driver's own begin too early; a session that may have changed is given up. */
final class SqliteSession {
    private static final Set<StatementKind> HARMLESS = EnumSet.of(
            StatementKind.SELECT,
            StatementKind.VALUES,
            StatementKind.EXPLAIN,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.VACUUM,
            StatementKind.ANALYZE);

    private static final int CANNOT_OPEN = 14;

    /** For each connection that writes. Its one row is number 0, so that no job can leave anything here for another. */
    static final String CREATE_ZERO = "CREATE TEMP TABLE sluice_zero(id INTEGER PRIMARY KEY CHECK (id = 0))";
    /** What last_insert_rowid() answers is set by an INSERT alone. Nothing but a new connection sets total_changes(). */
    private static final String FORGET_ROWID = "INSERT OR REPLACE INTO temp.sluice_zero VALUES (0)";

    private SqliteSession() {}

    static void begin(Connection connection, Access access) throws SQLException {
        refuseDeleted(connection);
        switch (access) {
            case READ -> run(connection, "BEGIN");
            case WRITE -> run(connection, "BEGIN IMMEDIATE");
            case PLAIN -> {}
        }
    }

    /** SQLite would go on in a file that has no name any more, and say nothing. */
    private static void refuseDeleted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet databases = statement.executeQuery("PRAGMA database_list")) {
            String file = databases.next() ? databases.getString("file") : null;
            if (file != null && !file.isEmpty() && !Files.exists(Path.of(file))) {
                throw new SQLException("the file of this database was deleted", null, CANNOT_OPEN);
            }
        }
    }

    static void commit(Connection connection) throws SQLException {
        run(connection, "COMMIT");
    }

    static void rollback(Connection connection) throws SQLException {
        try {
            run(connection, "ROLLBACK");
        } catch (SQLException failure) {
            // A failed statement may have ended the transaction by itself, as a full disk does.
            if (!String.valueOf(failure.getMessage()).contains("no transaction is active")) {
                throw failure;
            }
        }
    }

    static void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        if (access == Access.READ) {
            rollback(connection);
        }
        // Temporary tables, attached files and pragmas stay with a connection, and SQLite has no way to clear them all.
        if (!ran.stream().allMatch(statement -> HARMLESS.contains(statement.getKind()))) {
            throw new SQLException("the session may have changed");
        }
        if (access != Access.READ) {
            run(connection, FORGET_ROWID);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
