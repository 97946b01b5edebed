package dev.sluice.standalone.demo;

import dev.sluice.standalone.cli.shell.Pause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** Which lane ran each job, from the history, once the history has caught up with what was answered. */
final class LanesTaken {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int LOOKS = 40;

    private final DataSource history;

    LanesTaken(DataSource history) {
        this.history = history;
    }

    /** Waits, ten seconds at most, until so many jobs are kept as SUCCEEDED. Lanes by job id. */
    Map<String, String> after(long succeeded) throws SQLException, InterruptedException {
        try (Connection connection = history.getConnection()) {
            for (int look = 0; look < LOOKS && kept(connection) < succeeded; look++) {
                Pause.of(PAUSE);
            }
            return lanes(connection);
        }
    }

    private static long kept(Connection connection) throws SQLException {
        try (PreparedStatement count =
                        connection.prepareStatement("select count(*) from sluice.job where state = 'SUCCEEDED'");
                ResultSet rows = count.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Map<String, String> lanes(Connection connection) throws SQLException {
        Map<String, String> lanes = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select job_id, lane from sluice.job where lane is not null");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                lanes.put(rows.getString(1), rows.getString(2).toLowerCase(Locale.ROOT));
            }
        }
        return lanes;
    }
}
