-- The table in which Sluice notes writes, in the schema that its login writes to. Executors create it where they may; where they
-- may not, run this and grant their login SELECT, INSERT, UPDATE and DELETE on it.

CREATE TABLE sluice_ledger (
  tenant VARCHAR(64) NOT NULL, job_id VARCHAR(36) NOT NULL, request_hash VARCHAR(64) FOR BIT DATA NOT NULL,
  attempt INTEGER NOT NULL, node VARCHAR(200) NOT NULL, claimed_at BIGINT NOT NULL, state VARCHAR(16),
  outcome BLOB(64M), ended_at BIGINT, PRIMARY KEY (tenant, job_id));
