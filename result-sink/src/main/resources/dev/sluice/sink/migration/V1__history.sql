-- The history of Sluice. Times are with time zone; texts hold no NUL; jsonb uses the field names of the messages.

CREATE TABLE job (
    tenant text NOT NULL,
    job_id text NOT NULL,
    database text,
    principal text,
    priority text,
    lane text,
    engine text,
    state text NOT NULL,
    attempt integer NOT NULL DEFAULT 0,
    statement text,
    statement_kind text,
    fingerprint text,
    submitted_at timestamptz,
    admitted_at timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    error_code text,
    error_category text,
    error_message text,
    sql_state text,
    row_count bigint,
    update_counts bigint[],
    result_id text,
    result_chunks integer,
    result_sha256 text,
    truncated text,
    from_ledger boolean,
    columns jsonb,
    metrics jsonb,
    decision jsonb,
    labels jsonb,
    node text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, job_id)
);
COMMENT ON TABLE job IS 'One row per job, merged from its events and its OUTCOME.';
COMMENT ON COLUMN job.result_chunks IS 'Rows of result_chunk that make the result, 1 if it came inline; null until the OUTCOME was seen.';

-- Ids are made from the clock, so they order jobs whose submission time is not known yet.
CREATE INDEX job_by_time ON job (submitted_at DESC NULLS LAST, job_id DESC);
CREATE INDEX job_by_tenant ON job (tenant, submitted_at DESC NULLS LAST, job_id DESC);
CREATE INDEX job_by_state ON job (state, submitted_at DESC NULLS LAST);
CREATE INDEX job_by_database ON job (database, submitted_at DESC NULLS LAST);
CREATE INDEX job_by_id ON job (job_id);
CREATE INDEX job_by_end ON job (ended_at);
CREATE INDEX job_by_result ON job (result_id) WHERE result_id IS NOT NULL;

CREATE TABLE result_chunk (
    result_id text NOT NULL,
    chunk integer NOT NULL,
    row_count bigint NOT NULL,
    rows bytea NOT NULL,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (result_id, chunk)
);
COMMENT ON TABLE result_chunk IS 'Rows as they travelled, a JSON array of arrays in UTF-8. Chunks of executions that did not count are here too, until purged: join through job.result_id.';
CREATE INDEX result_chunk_by_age ON result_chunk (kept_at);

CREATE TABLE dead_letter (
    id text PRIMARY KEY,
    source_topic text NOT NULL,
    source_partition integer NOT NULL,
    source_offset bigint NOT NULL,
    job_id text,
    tenant text,
    database text,
    error_code text NOT NULL,
    error_message text NOT NULL,
    value bytea,
    value_bytes bigint NOT NULL,
    headers jsonb NOT NULL,
    attempts integer NOT NULL,
    redrivable boolean NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX dead_letter_by_age ON dead_letter (at DESC);

CREATE TABLE consumer_offset (
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);
COMMENT ON TABLE consumer_offset IS 'The first offset of each partition that is not kept yet; moves in the transaction that keeps what lies before it.';
