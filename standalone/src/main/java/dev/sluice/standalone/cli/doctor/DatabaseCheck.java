package dev.sluice.standalone.cli.doctor;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** One database: whether it can be logged in to with what the settings say. Never prints what it logged in with. */
final class DatabaseCheck implements Check {
    private static final int PATIENCE_SECONDS = 5;

    private final String key;
    private final String url;
    private final Properties login = new Properties();

    /** @param key the settings key above url, user and password, such as databases.demo or history */
    DatabaseCheck(String key, String url, String user, String password) {
        this.key = key;
        this.url = url;
        if (!user.isEmpty()) {
            login.setProperty("user", user);
            login.setProperty("password", password);
        }
        if (url.startsWith("jdbc:postgresql:")) {
            login.setProperty("connectTimeout", Integer.toString(PATIENCE_SECONDS));
            login.setProperty("loginTimeout", Integer.toString(PATIENCE_SECONDS));
        }
    }

    @Override
    public List<Finding> look() {
        try (Connection connection = DriverManager.getConnection(url, login)) {
            DatabaseMetaData about = connection.getMetaData();
            return List.of(
                    new Finding.Fit(key, about.getDatabaseProductName() + " " + about.getDatabaseProductVersion()));
        } catch (SQLException e) {
            return List.of(unfit(String.valueOf(e.getSQLState())));
        }
    }

    private Finding unfit(String sqlState) {
        String seen = "cannot log in (SQLSTATE " + sqlState + ")";
        if (sqlState.startsWith("28")) {
            return new Finding.Unfit(key, seen, "set " + key + ".user and " + key + ".password");
        }
        if (sqlState.startsWith("08")) {
            return new Finding.Unfit(
                    key, "does not answer (SQLSTATE " + sqlState + ")", "start it, or correct " + key + ".url");
        }
        if (sqlState.startsWith("3D")) {
            return new Finding.Unfit(key, seen, "create the database that " + key + ".url names");
        }
        return new Finding.Unfit(
                key, seen, "start the database, or correct " + key + ".url; its driver must be on the class path");
    }
}
