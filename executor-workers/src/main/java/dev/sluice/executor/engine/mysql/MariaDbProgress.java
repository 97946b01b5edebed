package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.engine.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;

/** What MariaDB shows of the statements that report how far they are: those that copy a table, above all. */
final class MariaDbProgress {
    private static final String SELECT = """
            SELECT state, stage, max_stage, progress FROM information_schema.processlist
            WHERE max_stage > 0 AND LEFT(info, ?) = ?""";

    private MariaDbProgress() {}

    /** Of the statement with this tag before it; empty if it reports nothing. */
    static Optional<StatementProgress> of(Connection asking, Tag tag) throws SQLException {
        String start = tag.before("");
        try (PreparedStatement select = asking.prepareStatement(SELECT)) {
            select.setInt(1, start.length());
            select.setString(2, start);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String phase = "%s, stage %d of %d".formatted(row.getString(1), row.getInt(2), row.getInt(3));
                return Optional.of(new StatementProgress(phase, OptionalDouble.of(row.getDouble(4))));
            }
        }
    }
}
