-- Who may sign in. Payloads and instants follow one convention everywhere: ids are TEXT, instants are
-- microseconds since 1970 UTC, payloads are bytes.
CREATE TABLE accounts (
    registrant    TEXT   NOT NULL PRIMARY KEY,
    password_hash TEXT   NOT NULL,
    created_at    BIGINT NOT NULL
);

-- Every e-mail address on the record signs in to the same account; folded for comparison.
CREATE TABLE sign_in_names (
    email      TEXT NOT NULL PRIMARY KEY,
    registrant TEXT NOT NULL REFERENCES accounts (registrant)
);

CREATE INDEX sign_in_names_by_registrant ON sign_in_names (registrant);

-- Sign-in attempts within a window, by account and by network address, both as digests.
CREATE TABLE sign_in_attempts (
    subject        TEXT   NOT NULL PRIMARY KEY,
    window_started BIGINT NOT NULL,
    attempts       BIGINT NOT NULL
);
