-- The public register: what it says of each registrant, as their events have it from one day until (not including)
-- another, on which something takes effect by itself. Made from the stream, and made anew when it or the day has moved on.
CREATE TABLE register (
    cpso_number BIGINT NOT NULL PRIMARY KEY,
    registrant  TEXT   NOT NULL UNIQUE,
    version     BIGINT NOT NULL,
    from_day    TEXT   NOT NULL,
    until_day   TEXT,
    payload     BYTEA  NOT NULL
);
