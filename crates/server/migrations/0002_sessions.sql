-- Authorization codes: single use, by digest.
CREATE TABLE authorization_codes (
    digest       TEXT    NOT NULL PRIMARY KEY,
    registrant   TEXT    NOT NULL REFERENCES accounts (registrant),
    email        TEXT    NOT NULL,
    device       TEXT    NOT NULL,
    device_name  TEXT    NOT NULL,
    redirect_uri TEXT    NOT NULL,
    challenge    TEXT    NOT NULL,
    expires_at   INTEGER NOT NULL,
    grant_id     TEXT
) STRICT;

-- One sign-in of one device: the family of all tokens that follow from it.
CREATE TABLE grants (
    id          TEXT    NOT NULL PRIMARY KEY,
    registrant  TEXT    NOT NULL REFERENCES accounts (registrant),
    email       TEXT    NOT NULL,
    device      TEXT    NOT NULL,
    device_name TEXT    NOT NULL,
    generation  INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    used_at     INTEGER NOT NULL,
    revoked_at  INTEGER
) STRICT;

CREATE INDEX grants_by_registrant ON grants (registrant, device);

CREATE TABLE refresh_tokens (
    digest     TEXT    NOT NULL PRIMARY KEY,
    grant_id   TEXT    NOT NULL REFERENCES grants (id),
    generation INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE access_tokens (
    digest     TEXT    NOT NULL PRIMARY KEY,
    grant_id   TEXT    NOT NULL REFERENCES grants (id),
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX refresh_tokens_by_grant ON refresh_tokens (grant_id);
CREATE INDEX access_tokens_by_grant ON access_tokens (grant_id);
