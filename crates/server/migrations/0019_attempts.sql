-- What was tried from outside, by slot: each kind has a fixed number of them.
DROP TABLE sign_in_attempts;

CREATE TABLE attempts (
    subject      TEXT NOT NULL PRIMARY KEY,
    attempts     INTEGER NOT NULL,
    rests_until  INTEGER NOT NULL,
    forgotten_at INTEGER NOT NULL
) STRICT;

CREATE INDEX attempts_by_end ON attempts (forgotten_at);

-- Codes are forgotten in the order in which they run out.
CREATE INDEX authorization_codes_by_end ON authorization_codes (expires_at);

-- A grant that was ended is not kept: its tokens name it, and it is not there.
DELETE FROM grants WHERE revoked_at IS NOT NULL;

ALTER TABLE grants DROP COLUMN revoked_at;
