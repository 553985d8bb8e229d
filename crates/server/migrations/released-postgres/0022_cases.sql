-- What only the staff may know of a case: a stream of its own beside that of the person, which nobody else is ever sent.
CREATE TABLE case_events (
    file        TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    payload     BYTEA  NOT NULL,
    PRIMARY KEY (file, version)
);

-- Where each case stands, as its stream says: for the staff's lists.
CREATE TABLE cases (
    registrant TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    filed_at   BIGINT NOT NULL,
    PRIMARY KEY (registrant, id)
);

CREATE INDEX cases_by_state ON cases (state, filed_at);

-- What the College's rules do with a case once it is time: done once, by whoever leases it.
CREATE TABLE case_dues (
    registrant   TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    act          TEXT   NOT NULL,
    due_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    PRIMARY KEY (registrant, id, act)
);

CREATE INDEX case_dues_by_time ON case_dues (due_at);
