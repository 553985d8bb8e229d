-- One stream of events per registrant; its version is the number of the last event, without gaps.
CREATE TABLE streams (
    registrant TEXT    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
    registrant  TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    payload     BLOB    NOT NULL,
    PRIMARY KEY (registrant, version)
) STRICT;
