-- What the College has certified of registrations, each once: never changed, never removed. Not the signature, which is made
-- when a credential is given out. Its place in the status list is the database's own count. How that list has it follows from
-- the stream, and is kept so that the list is one reading; it is sure until (not including) a day on which something takes
-- effect by itself.
CREATE TABLE credentials (
    place      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL UNIQUE,
    registrant TEXT    NOT NULL,
    certified  BLOB    NOT NULL,
    issued_at  INTEGER NOT NULL,
    standing   TEXT    NOT NULL,
    until_day  TEXT
) STRICT;

CREATE INDEX credentials_by_registrant ON credentials (registrant, place);
