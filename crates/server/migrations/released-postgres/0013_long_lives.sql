-- The record as it stood after an event, so that a long stream is not replayed from its beginning. It can be thrown away.
CREATE TABLE snapshots (
    registrant TEXT   NOT NULL PRIMARY KEY,
    -- Of the program that kept it: another one's is none.
    layout     TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    payload    BYTEA  NOT NULL
);

-- Edits that others took the place of: they stay, and are no longer merged. What was there before counts until it is looked through.
ALTER TABLE edits ADD COLUMN replaced BIGINT NOT NULL DEFAULT 0;

CREATE INDEX edits_live ON edits (registrant, draft, sequence) WHERE replaced = 0;

-- How many edits of a draft are merged, and how many were when it was last looked through.
ALTER TABLE drafts ADD COLUMN live BIGINT NOT NULL DEFAULT 0;

ALTER TABLE drafts ADD COLUMN looked BIGINT NOT NULL DEFAULT 0;

UPDATE drafts SET live = sequence;
