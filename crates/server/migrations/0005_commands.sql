-- Intake: a command is durable here, with its binding instant, before anything is decided about it.
-- The outcome stays for as long as the stream lives.
CREATE TABLE commands (
    registrant  TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    device      TEXT    NOT NULL,
    digest      TEXT    NOT NULL,
    claimed_at  INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    payload     BLOB    NOT NULL,
    outcome     BLOB,
    receipt     TEXT,
    PRIMARY KEY (registrant, id)
) STRICT;

CREATE INDEX commands_undecided ON commands (received_at) WHERE outcome IS NULL;

-- Signed receipts, as given out.
CREATE TABLE receipts (
    registrant TEXT    NOT NULL,
    code       TEXT    NOT NULL,
    command    TEXT    NOT NULL,
    issued_at  INTEGER NOT NULL,
    receipt    TEXT    NOT NULL,
    PRIMARY KEY (registrant, code)
) STRICT;
