package dev.sluice.executor.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What a session still has to tell its server before its first statement. It goes along with that statement, in front of it, and so costs
 * no round trip of its own. Its text is always the same, which lets driver and server keep its plan and that of the statement.
 *
 * @param sql one query with a placeholder for each value, or nothing
 */
public record Preface(String sql, List<String> values) {
    /** All has been said. */
    public static final Preface NONE = new Preface("", List.of());

    public Preface {
        values = List.copyOf(values);
    }

    /** The text to prepare instead of this statement. */
    public String before(String statement) {
        return sql.isEmpty() ? statement : sql + "; " + statement;
    }

    /** Binds its own values. Returns how many there are: those of the statement come after them. */
    public int bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
        return values.size();
    }

    /** Executes both and moves on to what the statement answered. Returns whether that is rows. */
    public boolean execute(PreparedStatement statement) throws SQLException {
        boolean rows = statement.execute();
        return sql.isEmpty() ? rows : statement.getMoreResults();
    }

    /** Says it in a round trip of its own, where what follows is no single statement. */
    public void say(Connection connection) throws SQLException {
        if (sql.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            statement.execute();
        }
    }
}
