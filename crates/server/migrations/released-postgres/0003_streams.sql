-- One stream of events per registrant; its version is the number of the last event, without gaps.
CREATE TABLE streams (
    registrant TEXT   NOT NULL PRIMARY KEY,
    version    BIGINT NOT NULL
);

CREATE TABLE events (
    registrant  TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    payload     BYTEA  NOT NULL,
    PRIMARY KEY (registrant, version)
);
