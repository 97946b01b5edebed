package dev.sluice.executor.once;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whatever driver takes {@code jdbc:x:…}, for {@code jdbc:watched:x:…}, with an eye on what is executed. */
final class WatchedDriver implements Driver {
    private static final String PREFIX = "jdbc:watched:";

    /** The URL through this driver. */
    static String watched(String url) {
        return url.replaceFirst("^jdbc:", PREFIX);
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        return acceptsURL(url)
                ? WatchedConnection.of(DriverManager.getConnection(url.replaceFirst(PREFIX, "jdbc:"), properties))
                : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
