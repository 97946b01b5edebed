package dev.sluice.sink.retain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What is purged: how to find the oldest that may stay by count, and how to delete a batch older than a time. */
enum PurgeStatement {
    JOBS("SELECT ended_at FROM sluice.job WHERE ended_at IS NOT NULL ORDER BY ended_at DESC OFFSET ? LIMIT 1", """
            WITH gone AS (
                DELETE FROM sluice.job WHERE (tenant, job_id) IN (
                    SELECT tenant, job_id FROM sluice.job WHERE ended_at < ? ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING result_id
            ), rows_gone AS (
                DELETE FROM sluice.result_chunk chunk USING gone WHERE chunk.result_id = gone.result_id
            )
            SELECT count(*) FROM gone"""),
    /** Rows of executions that did not count, and the first of results that turned out to be large; the others go with their job. */
    STRAY_CHUNKS(
            // No more by number: there is one result per job.
            "SELECT kept_at FROM sluice.result_chunk WHERE ?::bigint < 0", """
            WITH gone AS (
                DELETE FROM sluice.result_chunk WHERE (result_id, chunk) IN (
                    SELECT c.result_id, c.chunk FROM sluice.result_chunk c WHERE c.kept_at < ?
                        AND NOT EXISTS (SELECT 1 FROM sluice.job j WHERE j.result_id = c.result_id AND j.result_uri IS NULL) LIMIT ?)
                RETURNING 1
            )
            SELECT count(*) FROM gone"""),
    DEAD_LETTERS("SELECT at FROM sluice.dead_letter ORDER BY at DESC OFFSET ? LIMIT 1", """
            WITH gone AS (
                DELETE FROM sluice.dead_letter WHERE id IN (
                    SELECT id FROM sluice.dead_letter WHERE at < ? ORDER BY at LIMIT ?)
                RETURNING 1
            )
            SELECT count(*) FROM gone""");

    private final String newestTooMany;
    private final String deleteOlder;

    PurgeStatement(String newestTooMany, String deleteOlder) {
        this.newestTooMany = newestTooMany;
        this.deleteOlder = deleteOlder;
    }

    /** The later of this time and the time of the newest that is one too many. */
    Instant cutoff(Connection connection, Instant byAge, int keep) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(newestTooMany)) {
            select.setLong(1, keep - 1L);
            try (ResultSet row = select.executeQuery()) {
                Instant byCount =
                        row.next() ? row.getObject(1, OffsetDateTime.class).toInstant() : byAge;
                return byCount.isAfter(byAge) ? byCount : byAge;
            }
        }
    }

    /** Deletes some that are older, and says how many. */
    int deleteOlder(Connection connection, Instant cutoff, int batch) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(deleteOlder)) {
            delete.setObject(1, cutoff.atOffset(ZoneOffset.UTC));
            delete.setInt(2, batch);
            try (ResultSet count = delete.executeQuery()) {
                count.next();
                return count.getInt(1);
            }
        }
    }
}
