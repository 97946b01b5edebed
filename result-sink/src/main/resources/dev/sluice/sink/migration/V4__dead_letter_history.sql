-- Dead letters of poison tell of the starts of their jobs.

ALTER TABLE dead_letter ADD COLUMN starts integer NOT NULL DEFAULT 0;
ALTER TABLE dead_letter ADD COLUMN history jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN dead_letter.starts IS 'Starts of the last attempt that were counted and never came to an end.';
COMMENT ON COLUMN dead_letter.history IS 'Starts that events told of, oldest first: attempt, node, at.';
