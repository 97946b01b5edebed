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

    /** Whose lock a session waits for. Of sessions of other users the server tells a plain user no more than their name. */
    private static final String BLOCKERS = """
            SELECT 'waits for a lock of ' || pg_catalog.string_agg('process ' || b.pid
                     || CASE WHEN b.application_name LIKE 'sluice %' THEN ', a job'
                             WHEN b.application_name <> '' THEN ', ' || b.application_name ELSE '' END
                     || coalesce(', ' || b.state, ''), '; ' ORDER BY b.pid)
              FROM pg_catalog.pg_stat_activity a
              JOIN pg_catalog.pg_stat_activity b ON b.pid = ANY (pg_catalog.pg_blocking_pids(a.pid))
             WHERE a.application_name = ? AND a.wait_event_type = 'Lock'""";

    private PostgresProgress() {}

    /** Of the session named so; empty if what it runs reports nothing and waits for nobody. */
    static Optional<StatementProgress> of(Connection asking, Tag session) throws SQLException {
        try (PreparedStatement select = asking.prepareStatement(SELECT)) {
            select.setString(1, session.text());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(StatementProgress.of(row.getString(1), row.getLong(2), row.getLong(3)))
                        : waiting(asking, session);
            }
        }
    }

    private static Optional<StatementProgress> waiting(Connection asking, Tag session) throws SQLException {
        try (PreparedStatement select = asking.prepareStatement(BLOCKERS)) {
            select.setString(1, session.text());
            try (ResultSet row = select.executeQuery()) {
                String blockers = row.next() ? row.getString(1) : null;
                return Optional.ofNullable(blockers).map(StatementProgress::of);
            }
        }
    }
}
