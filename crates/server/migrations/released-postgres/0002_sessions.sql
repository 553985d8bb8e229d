-- Authorization codes: single use, by digest.
CREATE TABLE authorization_codes (
    digest       TEXT   NOT NULL PRIMARY KEY,
    registrant   TEXT   NOT NULL REFERENCES accounts (registrant),
    email        TEXT   NOT NULL,
    device       TEXT   NOT NULL,
    device_name  TEXT   NOT NULL,
    redirect_uri TEXT   NOT NULL,
    challenge    TEXT   NOT NULL,
    expires_at   BIGINT NOT NULL,
    grant_id     TEXT
);

-- One sign-in of one device: the family of all tokens that follow from it.
CREATE TABLE grants (
    id          TEXT   NOT NULL PRIMARY KEY,
    registrant  TEXT   NOT NULL REFERENCES accounts (registrant),
    email       TEXT   NOT NULL,
    device      TEXT   NOT NULL,
    device_name TEXT   NOT NULL,
    generation  BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    used_at     BIGINT NOT NULL,
    revoked_at  BIGINT
);

CREATE INDEX grants_by_registrant ON grants (registrant, device);

CREATE TABLE refresh_tokens (
    digest     TEXT   NOT NULL PRIMARY KEY,
    grant_id   TEXT   NOT NULL REFERENCES grants (id),
    generation BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE access_tokens (
    digest     TEXT   NOT NULL PRIMARY KEY,
    grant_id   TEXT   NOT NULL REFERENCES grants (id),
    expires_at BIGINT NOT NULL
);

CREATE INDEX refresh_tokens_by_grant ON refresh_tokens (grant_id);
CREATE INDEX access_tokens_by_grant ON access_tokens (grant_id);
