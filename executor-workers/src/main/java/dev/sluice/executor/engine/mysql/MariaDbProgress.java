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

    /** Whose lock a statement waits for. Needs the privilege PROCESS. */
    private static final String BLOCKERS = """
            SELECT GROUP_CONCAT(DISTINCT b.trx_mysql_thread_id ORDER BY 1 SEPARATOR ', ')
              FROM information_schema.innodb_lock_waits w
              JOIN information_schema.innodb_trx a ON a.trx_id = w.requesting_trx_id
              JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id
             WHERE LEFT(a.trx_query, ?) = ?""";

    private MariaDbProgress() {}

    /** Of the statement with this tag before it; empty if it reports nothing and waits for nobody. */
    static Optional<StatementProgress> of(Connection asking, Tag tag) throws SQLException {
        try (PreparedStatement select = tagged(asking, SELECT, tag);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return waiting(asking, tag);
            }
            String phase = "%s, stage %d of %d".formatted(row.getString(1), row.getInt(2), row.getInt(3));
            return Optional.of(new StatementProgress(phase, OptionalDouble.of(row.getDouble(4))));
        }
    }

    private static Optional<StatementProgress> waiting(Connection asking, Tag tag) throws SQLException {
        try (PreparedStatement select = tagged(asking, BLOCKERS, tag);
                ResultSet row = select.executeQuery()) {
            String blockers = row.next() ? row.getString(1) : null;
            return Optional.ofNullable(blockers)
                    .map(them -> StatementProgress.of("waits for a lock of connection " + them));
        }
    }

    private static PreparedStatement tagged(Connection asking, String sql, Tag tag) throws SQLException {
        PreparedStatement select = asking.prepareStatement(sql);
        String start = tag.before("");
        select.setInt(1, start.length());
        select.setString(2, start);
        return select;
    }
}
