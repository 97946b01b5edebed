package dev.sluice.executor.engine;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's statements in one dialect. Each must leave an open transaction usable when it meets a row that exists.
 *
 * @param create creates the table if it is not there; no parameters
 * @param claim inserts (tenant, job_id, request_hash, attempt, node, claimed_at) or, after waiting for whoever holds the row, changes nothing
 *     or fails with the SQLSTATE {@code taken}
 * @param read selects (request_hash, outcome) by (tenant, job_id)
 * @param conclude sets (state, outcome, ended_at) by (tenant, job_id), as {@link Engine#conclude} executes it
 * @param moment a time given in milliseconds, as an expression with one parameter
 * @param taken SQLSTATE of a claim that met a row; null where it changes nothing instead
 */
public record LedgerSql(
        String create,
        String claim,
        String read,
        String conclude,
        String moment,
        @Nullable String taken) {
    /** Statements of a dialect whose INSERT can skip a row that exists. */
    public LedgerSql(String create, String claim, String read, String conclude, String moment) {
        this(create, claim, read, conclude, moment, null);
    }

    /** Selects (tenant, job_id) of rows claimed before a time. */
    public String expired() {
        return "SELECT tenant, job_id FROM sluice_ledger WHERE claimed_at < " + moment;
    }

    /** Deletes by (tenant, job_id) what was claimed before a time. */
    public String forget() {
        return "DELETE FROM sluice_ledger WHERE tenant = ? AND job_id = ? AND claimed_at < " + moment;
    }

    /** Whether this failure of the claim says that the row exists. */
    public boolean taken(SQLException failure) {
        return taken != null && taken.equals(failure.getSQLState());
    }
}
