-- Who may sign in. Payloads and instants follow one convention everywhere: ids are TEXT, instants are
-- microseconds since 1970 UTC, payloads are bytes.
CREATE TABLE accounts (
    registrant    TEXT    NOT NULL PRIMARY KEY,
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;

-- Every e-mail address on the record signs in to the same account; folded for comparison.
CREATE TABLE sign_in_names (
    email      TEXT NOT NULL PRIMARY KEY,
    registrant TEXT NOT NULL REFERENCES accounts (registrant)
) STRICT;

CREATE INDEX sign_in_names_by_registrant ON sign_in_names (registrant);

-- Sign-in attempts within a window, by account and by network address, both as digests.
CREATE TABLE sign_in_attempts (
    subject        TEXT    NOT NULL PRIMARY KEY,
    window_started INTEGER NOT NULL,
    attempts       INTEGER NOT NULL
) STRICT;
