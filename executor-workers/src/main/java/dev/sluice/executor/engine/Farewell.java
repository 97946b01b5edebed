package dev.sluice.executor.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What puts a session back to what it was, for a server that takes it behind something else in the same round trip. Its last result is a
 * flag: true says that something is left, for {@link Engine#restore} to see to.
 *
 * @param sql one query or several, or nothing where there is no such thing
 */
public record Farewell(String sql) {
    /** The session is restored in a round trip of its own. */
    public static final Farewell NONE = new Farewell("");

    /** Whether this says nothing. */
    public boolean none() {
        return sql.isEmpty();
    }

    /** The text to prepare instead of this statement, which may end in a comment. */
    public String after(String statement) {
        return none() ? statement : statement + "\n;" + sql;
    }

    /** Reads what is left of the answers to both. Whether the session is now what it was. */
    public boolean said(Statement statement) throws SQLException {
        boolean left = true;
        while (statement.getMoreResults() || statement.getLargeUpdateCount() != -1) {
            ResultSet result = statement.getResultSet();
            left = result == null || !result.next() || result.getBoolean(1);
        }
        return !left && !none();
    }
}
