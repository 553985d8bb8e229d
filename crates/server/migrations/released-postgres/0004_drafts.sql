-- One draft per registrant, form and subject: its id is derived from them.
CREATE TABLE drafts (
    registrant   TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    form         TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    form_version TEXT   NOT NULL,
    sequence     BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    -- The command that filed it; nothing is added to it afterwards.
    filed_by     TEXT,
    PRIMARY KEY (registrant, id)
);

CREATE TABLE edits (
    registrant  TEXT   NOT NULL,
    draft       TEXT   NOT NULL,
    sequence    BIGINT NOT NULL,
    id          TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    payload     BYTEA  NOT NULL,
    PRIMARY KEY (registrant, draft, sequence),
    UNIQUE (registrant, draft, id)
);
