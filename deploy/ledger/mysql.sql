-- The table in which Sluice notes writes, in the schema that its login writes to. Executors create it where they may; where they
-- may not, run this and grant their login SELECT, INSERT, UPDATE and DELETE on it.

CREATE TABLE IF NOT EXISTS sluice_ledger (
  tenant varchar(64) NOT NULL, job_id varchar(36) NOT NULL, request_hash varbinary(64) NOT NULL, attempt int NOT NULL,
  node varchar(200) NOT NULL, claimed_at datetime(3) NOT NULL, state varchar(16), outcome longblob, ended_at datetime(3),
  PRIMARY KEY (tenant, job_id)) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
