-- The sandbox payment provider keeps its own books, as a real one would.
CREATE TABLE sandbox_sessions (
    id         TEXT   NOT NULL PRIMARY KEY,
    reference  TEXT   NOT NULL,
    amount     BIGINT NOT NULL,
    return_url TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    method     TEXT,
    last_four  TEXT,
    expires_at BIGINT NOT NULL,
    answer_at  BIGINT
);

-- Webhooks waiting to be delivered.
CREATE TABLE sandbox_deliveries (
    id           TEXT   NOT NULL PRIMARY KEY,
    session      TEXT   NOT NULL REFERENCES sandbox_sessions (id),
    kind         TEXT   NOT NULL,
    attempts     BIGINT NOT NULL,
    deliver_at   BIGINT,
    delivered_at BIGINT
);

CREATE INDEX sandbox_deliveries_due ON sandbox_deliveries (deliver_at) WHERE deliver_at IS NOT NULL;
