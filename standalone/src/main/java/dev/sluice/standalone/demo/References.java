package dev.sluice.standalone.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.standalone.demo.verify.PlainJdbc;
import java.util.Map;

/** The demo's own connections to the databases, beside those of Sluice: to fill them, to compare, and to read the history. */
final class References implements AutoCloseable {
    private final HikariDataSource postgres;
    private final HikariDataSource sqlite;
    private final HikariDataSource history;

    References(Platform platform) {
        this.postgres = pool("demo-postgresql", platform.postgres(), platform.user());
        this.sqlite = pool("demo-sqlite", platform.sqlite(), "");
        this.history = pool("demo-history", platform.history(), platform.user());
    }

    HikariDataSource postgres() {
        return postgres;
    }

    HikariDataSource sqlite() {
        return sqlite;
    }

    HikariDataSource history() {
        return history;
    }

    /** By name of the database in requests. */
    Map<String, PlainJdbc> plainJdbc() {
        return Map.of(Platform.POSTGRES, new PlainJdbc(postgres), Platform.SQLITE, new PlainJdbc(sqlite));
    }

    @Override
    public void close() {
        postgres.close();
        sqlite.close();
        history.close();
    }

    private static HikariDataSource pool(String name, String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        if (!user.isEmpty()) {
            config.setUsername(user);
        }
        if (url.startsWith("jdbc:sqlite:")) {
            // The executors write to the same file: wait for them instead of failing.
            config.addDataSourceProperty("busy_timeout", "10000");
        }
        return new HikariDataSource(config);
    }
}
