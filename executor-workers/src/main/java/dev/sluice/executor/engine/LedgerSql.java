package dev.sluice.executor.engine;

/**
 * The ledger's statements in one dialect. Each must leave an open transaction usable when it meets a row that exists.
 *
 * @param create creates the table if it is not there; no parameters
 * @param claim inserts (tenant, job_id, request_hash, attempt, node, claimed_at) or, after waiting for whoever holds the row, changes nothing
 * @param read selects (request_hash, outcome) by (tenant, job_id)
 * @param conclude sets (state, outcome, ended_at) by (tenant, job_id)
 */
public record LedgerSql(String create, String claim, String read, String conclude) {}
