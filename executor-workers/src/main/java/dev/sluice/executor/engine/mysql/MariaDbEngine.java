package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.Promise;
import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.engine.mysql.kill.SocketsWithoutKill;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MariaDB 10.6 and newer through its own driver. */
public final class MariaDbEngine implements MySqlFamily {
    private static final Map<String, String> PROPERTIES = Map.of(
            "allowLocalInfile", "false",
            "useResetConnection", "true",
            "socketFactory", SocketsWithoutKill.class.getName());

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public List<String> drivers() {
        return List.of("org.mariadb.jdbc.Driver");
    }

    @Override
    public Map<Guarantee, Promise> promises() {
        return MySqlPromises.MARIADB;
    }

    @Override
    public Map<String, String> properties() {
        return PROPERTIES;
    }

    @Override
    public long sessionNumber(Connection connection) throws SQLException {
        return connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
    }

    @Override
    public void reset(Connection connection) throws SQLException {
        connection.unwrap(org.mariadb.jdbc.Connection.class).reset();
    }

    /** Row by row, which costs no round trip because the server sends on by itself: a row may take all that a packet may. */
    @Override
    public Optional<StatementProgress> progress(Connection asking, Tag tag) throws SQLException {
        return MariaDbProgress.of(asking, tag);
    }

    @Override
    public void stream(Statement statement, int rows) throws SQLException {
        statement.setFetchSize(1);
    }
}
