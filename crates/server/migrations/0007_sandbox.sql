-- The sandbox payment provider keeps its own books, as a real one would.
CREATE TABLE sandbox_sessions (
    id         TEXT    NOT NULL PRIMARY KEY,
    reference  TEXT    NOT NULL,
    amount     INTEGER NOT NULL,
    return_url TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    method     TEXT,
    last_four  TEXT,
    expires_at INTEGER NOT NULL,
    answer_at  INTEGER
) STRICT;

-- Webhooks waiting to be delivered.
CREATE TABLE sandbox_deliveries (
    id           TEXT    NOT NULL PRIMARY KEY,
    session      TEXT    NOT NULL REFERENCES sandbox_sessions (id),
    kind         TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    deliver_at   INTEGER,
    delivered_at INTEGER
) STRICT;

CREATE INDEX sandbox_deliveries_due ON sandbox_deliveries (deliver_at) WHERE deliver_at IS NOT NULL;
