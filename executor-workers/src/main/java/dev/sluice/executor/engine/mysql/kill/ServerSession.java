package dev.sluice.executor.engine.mysql.kill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which session of which server a connection is. Numbers of sessions are given by each server for itself, and anew after a restart.
 *
 * @param server what a server says of itself that tells it from others
 * @param client from where the session came, as the server sees it; another one for each connection
 */
record ServerSession(String server, long number, String client) {
    /** The first is of MySQL, the second of newer MariaDB; the others tell apart older ones, and copies. */
    private static final String SERVER = """
            SHOW GLOBAL VARIABLES WHERE Variable_name IN
            ('server_uuid', 'server_uid', 'hostname', 'port', 'datadir', 'pid_file')""";

    static ServerSession of(Connection connection) throws SQLException {
        long number = Long.parseLong(first(connection, "SELECT CONNECTION_ID()"));
        return new ServerSession(server(connection), number, client(connection, number));
    }

    /** Whether this session is there, on the server that this connection leads to. */
    boolean seenBy(Connection other) throws SQLException {
        return !client.isEmpty() && server.equals(server(other)) && client.equals(client(other, number));
    }

    private static String server(Connection connection) throws SQLException {
        StringBuilder server = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet variables = statement.executeQuery(SERVER)) {
            while (variables.next()) {
                server.append(variables.getString(1))
                        .append('=')
                        .append(variables.getString(2))
                        .append('\n');
            }
        }
        return server.toString();
    }

    /** Empty if the server has no session of this number, which is so behind proxies that give out numbers of their own. */
    private static String client(Connection connection, long number) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sessions = statement.executeQuery("SHOW PROCESSLIST")) {
            String client = "";
            while (sessions.next()) {
                if (sessions.getLong("Id") == number) {
                    client = String.valueOf(sessions.getString("Host"));
                }
            }
            return client;
        }
    }

    private static String first(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
