-- Intake: a command is durable here, with its binding instant, before anything is decided about it.
-- The outcome stays for as long as the stream lives.
CREATE TABLE commands (
    registrant  TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    device      TEXT   NOT NULL,
    digest      TEXT   NOT NULL,
    claimed_at  BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    payload     BYTEA  NOT NULL,
    outcome     BYTEA,
    receipt     TEXT,
    PRIMARY KEY (registrant, id)
);

CREATE INDEX commands_undecided ON commands (received_at) WHERE outcome IS NULL;

-- Signed receipts, as given out.
CREATE TABLE receipts (
    registrant TEXT   NOT NULL,
    -- In the order of its bytes, as SQLite sorts it, whatever the database's language.
    code       TEXT   COLLATE "C" NOT NULL,
    command    TEXT   NOT NULL,
    issued_at  BIGINT NOT NULL,
    receipt    TEXT   NOT NULL,
    PRIMARY KEY (registrant, code)
);
