-- Results may go to a topic of their own, which nobody keeps here.

ALTER TABLE job ADD COLUMN reply_to text;
COMMENT ON COLUMN job.reply_to IS 'Topic of rows and outcome as the request names it; null for the common one.';
