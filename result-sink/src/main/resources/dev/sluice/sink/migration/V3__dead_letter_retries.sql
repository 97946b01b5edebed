-- Dead letters may be of jobs that are retried automatically.

ALTER TABLE dead_letter ADD COLUMN retries integer NOT NULL DEFAULT 0;
ALTER TABLE dead_letter ADD COLUMN retries_granted integer NOT NULL DEFAULT 0;
ALTER TABLE dead_letter ADD COLUMN retry_at timestamptz;
COMMENT ON COLUMN dead_letter.retries IS 'Automatic retries decided on before this letter.';
COMMENT ON COLUMN dead_letter.retry_at IS 'The job was not ended by this letter, and is retried not before this.';
