-- What is written to see whether anything can be, and taken away at once.
CREATE TABLE room (
    id    TEXT NOT NULL PRIMARY KEY,
    taken BLOB NOT NULL
) STRICT;
