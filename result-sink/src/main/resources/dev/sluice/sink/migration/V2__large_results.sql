-- Results too large for the reply topic lie in a store of their own.

ALTER TABLE job ADD COLUMN result_uri text;
ALTER TABLE job ADD COLUMN result_expires_at timestamptz;
COMMENT ON COLUMN job.result_uri IS 'Where all rows lie, if in a store; rows of this result in result_chunk do not count then.';
