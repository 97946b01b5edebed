package dev.sluice.executor.engine.postgresql;

import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.engine.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What PostgreSQL shows of the statements that report how far they are. */
final class PostgresProgress {
    private static final String SELECT = """
            SELECT p.phase, p.done, p.total FROM (
              SELECT pid, command || ', ' || phase AS phase,
                     CASE WHEN tuples_total > 0 THEN tuples_done ELSE blocks_done END AS done,
                     CASE WHEN tuples_total > 0 THEN tuples_total ELSE blocks_total END AS total
                FROM pg_catalog.pg_stat_progress_create_index
              UNION ALL SELECT pid, 'VACUUM, ' || phase, heap_blks_scanned, heap_blks_total
                FROM pg_catalog.pg_stat_progress_vacuum
              UNION ALL SELECT pid, 'ANALYZE, ' || phase, sample_blks_scanned, sample_blks_total
                FROM pg_catalog.pg_stat_progress_analyze
              UNION ALL SELECT pid, command || ', ' || phase, heap_blks_scanned, heap_blks_total
                FROM pg_catalog.pg_stat_progress_cluster
              UNION ALL SELECT pid, command, bytes_processed, bytes_total
                FROM pg_catalog.pg_stat_progress_copy
            ) p JOIN pg_catalog.pg_stat_activity a ON a.pid = p.pid
            WHERE a.application_name = ?""";

    private PostgresProgress() {}

    /** Of the session named so; empty if what it runs reports nothing. */
    static Optional<StatementProgress> of(Connection asking, Tag session) throws SQLException {
        try (PreparedStatement select = asking.prepareStatement(SELECT)) {
            select.setString(1, session.text());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(StatementProgress.of(row.getString(1), row.getLong(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }
}
