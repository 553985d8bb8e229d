-- What the College's staff has to see to, once for each thing that it is about.
CREATE TABLE tasks (
    id         TEXT   NOT NULL PRIMARY KEY,
    registrant TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    about      TEXT   NOT NULL,
    opened_at  BIGINT NOT NULL,
    done_at    BIGINT
);

CREATE INDEX tasks_open ON tasks (opened_at) WHERE done_at IS NULL;

-- When the newest event of all was recorded: no clock may stand far behind it.
CREATE INDEX events_recorded ON events (recorded_at);
