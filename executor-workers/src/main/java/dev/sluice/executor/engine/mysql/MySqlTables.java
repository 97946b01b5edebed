package dev.sluice.executor.engine.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;

/**
 * Tables whose storage engine knows no transactions: what is written to a table of MyISAM, Aria or MEMORY stays when the ledger's row goes.
 * They are looked for before a job runs; what a trigger or a function writes to is seen by what the server says of the rollback.
 */
final class MySqlTables {
    /** Conditions on both names keep the server from opening any other table. The classifier's names are in small letters. */
    private static final String WITHOUT_TRANSACTIONS = """
            SELECT concat(t.table_name, ' is kept by ', t.engine) FROM information_schema.tables t
            JOIN information_schema.engines e ON e.engine = t.engine
            WHERE e.transactions <> 'YES' AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')
            AND lower(t.table_schema) = lower(coalesce(?, database())) AND lower(t.table_name) = lower(?)""";

    /** ER_WARNING_NOT_COMPLETE_ROLLBACK */
    private static final int NOT_ALL_UNDONE = 1196;

    private MySqlTables() {}

    static Optional<String> irrevocable(Connection connection, Collection<String> tables) throws SQLException {
        for (String table : tables) {
            Optional<String> found = irrevocable(connection, table);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> irrevocable(Connection connection, String table) throws SQLException {
        String[] parts = table.split("\\.(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        try (PreparedStatement look = connection.prepareStatement(WITHOUT_TRANSACTIONS)) {
            look.setString(1, parts.length > 1 ? bare(parts[parts.length - 2]) : null);
            look.setString(2, bare(parts[parts.length - 1]));
            try (ResultSet found = look.executeQuery()) {
                return found.next()
                        ? Optional.of(
                                found.getString(1) + ", which undoes nothing: the ledger cannot answer for what is"
                                        + " written there. Convert it to InnoDB, or write to it in a procedure that is called")
                        : Optional.empty();
            }
        }
    }

    private static String bare(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    /** A deadlock has rolled back already when its error arrives, so that the warning may be with that instead. */
    static boolean undo(Connection connection) throws SQLException {
        boolean before = warned(connection);
        MySqlSession.run(connection, "ROLLBACK");
        return !(warned(connection) || before);
    }

    private static boolean warned(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet warnings = statement.executeQuery("SHOW WARNINGS")) {
            boolean found = false;
            while (warnings.next()) {
                found |= warnings.getInt(2) == NOT_ALL_UNDONE;
            }
            return found;
        }
    }
}
