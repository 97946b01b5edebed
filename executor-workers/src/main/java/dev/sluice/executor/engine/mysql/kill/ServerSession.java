package dev.sluice.executor.engine.mysql.kill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which session of which server a connection is. Numbers of sessions are given by each server for itself.
 *
 * @param server all that a server says of itself that tells it from others; equal for the same one alone
 */
record ServerSession(String server, long number) {
    /** The first is of MySQL, the second of newer MariaDB; the others tell apart older ones, where each has a machine of its own. */
    private static final String SERVER = """
            SHOW GLOBAL VARIABLES WHERE Variable_name IN
            ('server_uuid', 'server_uid', 'hostname', 'port', 'server_id', 'datadir', 'pid_file')""";

    static ServerSession of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            StringBuilder server = new StringBuilder();
            try (ResultSet variables = statement.executeQuery(SERVER)) {
                while (variables.next()) {
                    server.append(variables.getString(1))
                            .append('=')
                            .append(variables.getString(2))
                            .append('\n');
                }
            }
            try (ResultSet number = statement.executeQuery("SELECT CONNECTION_ID()")) {
                number.next();
                return new ServerSession(server.toString(), number.getLong(1));
            }
        }
    }
}
