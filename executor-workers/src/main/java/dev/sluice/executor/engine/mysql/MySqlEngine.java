package dev.sluice.executor.engine.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** MySQL 8 and newer, and servers that speak as it does, through Connector/J. */
public final class MySqlEngine implements MySqlFamily {
    private static final Map<String, String> PROPERTIES = Map.of(
            "characterEncoding", "UTF-8",
            "connectionTimeZone", "UTC",
            "allowLoadLocalInfile", "false",
            "processEscapeCodesForPrepStmts", "false", // a brace in somebody's SQL is a brace
            "zeroDateTimeBehavior", "CONVERT_TO_NULL");

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public List<String> drivers() {
        return List.of("com.mysql.cj.jdbc.Driver");
    }

    @Override
    public Map<String, String> properties() {
        return PROPERTIES;
    }

    @Override
    public void reset(Connection connection) throws SQLException {
        connection.unwrap(JdbcConnection.class).resetServerState();
    }

    /** Row by row: any other fetch size needs a cursor, for which the server would first write the whole result to a table. */
    @Override
    public void stream(Statement statement, int rows) throws SQLException {
        statement.setFetchSize(Integer.MIN_VALUE);
    }
}
