package dev.sluice.executor;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A look at a database past everything under test. */
record Sql(DataSource database) implements AutoCloseable {
    static Sql at(String url, String user) {
        HikariDataSource single = new HikariDataSource();
        single.setJdbcUrl(url);
        single.setUsername(user);
        single.setPassword("");
        single.setMaximumPoolSize(2);
        return new Sql(single);
    }

    /** Closes a pool of our own making. */
    @Override
    public void close() {
        if (database instanceof HikariDataSource own) {
            own.close();
        }
    }

    Connection open() throws SQLException {
        return database.getConnection();
    }

    void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first value of the first row. */
    String value(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
