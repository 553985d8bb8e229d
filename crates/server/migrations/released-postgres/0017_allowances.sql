-- What somebody has used of what is allowed in a day: as if everything were paid for with time, the instant until which it is.
CREATE TABLE allowances (
    subject    TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    used_until BIGINT NOT NULL,
    PRIMARY KEY (subject, kind)
);

CREATE INDEX allowances_used ON allowances (used_until);

-- Bytes of those edits of a draft that are merged.
ALTER TABLE drafts ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;

UPDATE drafts SET bytes = COALESCE((SELECT SUM(LENGTH(e.payload)) FROM edits e
    WHERE e.registrant = drafts.registrant AND e.draft = drafts.id AND e.replaced = 0), 0);

-- Commands that were rejected: the newest of each registrant are kept.
ALTER TABLE commands ADD COLUMN rejected BIGINT NOT NULL DEFAULT 0;

UPDATE commands SET rejected = 1 WHERE outcome IS NOT NULL AND convert_from(outcome, 'UTF8') LIKE '{"outcome":"rejected"%';

CREATE INDEX commands_rejected ON commands (registrant, received_at) WHERE rejected = 1;
