-- The table in which Sluice notes writes, in the schema that its login writes to. Executors create it where they may; where they
-- may not, run this and grant their login SELECT, INSERT, UPDATE and DELETE on it.

CREATE TABLE IF NOT EXISTS sluice_ledger (
  tenant TEXT NOT NULL, job_id TEXT NOT NULL, request_hash BLOB NOT NULL, attempt INTEGER NOT NULL,
  node TEXT NOT NULL, claimed_at INTEGER NOT NULL, state TEXT, outcome BLOB, ended_at INTEGER,
  PRIMARY KEY (tenant, job_id)) WITHOUT ROWID;
