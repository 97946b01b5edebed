package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.Promise;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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
            "netTimeoutForStreamingResults", "0", // statements of the driver's own would come between those of a job,
            "readOnlyPropagatesToServer", "false", // and ROW_COUNT() would be theirs
            "processEscapeCodesForPrepStmts", "false", // a brace in somebody's SQL is a brace
            // The driver finds the ends of strings, and the places of parameters, by the mode that it met when it
            // connected.
            "sessionVariables", "sql_mode='" + MySqlSession.SQL_MODE + "'",
            "zeroDateTimeBehavior", "CONVERT_TO_NULL");
    /** By name, because a driver from the folder of plug-ins has classes that this one cannot link to. */
    private static final ClassValue<Method> RESET = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> connection) {
            try {
                return Class.forName("com.mysql.cj.jdbc.JdbcConnection", false, connection.getClassLoader())
                        .getMethod("resetServerState");
            } catch (ReflectiveOperationException otherDriver) {
                throw new LinkageError("no connection of Connector/J", otherDriver);
            }
        }
    };

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public List<String> drivers() {
        return List.of("com.mysql.cj.jdbc.Driver");
    }

    @Override
    public Map<Guarantee, Promise> promises() {
        return MySqlPromises.MYSQL;
    }

    @Override
    public Map<String, String> properties() {
        return PROPERTIES;
    }

    @Override
    public void reset(Connection connection) throws SQLException {
        Connection real = connection.unwrap(Connection.class);
        try {
            RESET.get(real.getClass()).invoke(real);
        } catch (InvocationTargetException failed) {
            throw new SQLException("the session cannot be reset", failed.getCause());
        } catch (IllegalAccessException impossible) {
            throw new LinkageError("an interface's methods are public", impossible);
        }
    }

    /** Row by row: any other fetch size needs a cursor, for which the server would first write the whole result to a table. */
    @Override
    public void stream(Statement statement, int rows) throws SQLException {
        statement.setFetchSize(Integer.MIN_VALUE);
    }
}
