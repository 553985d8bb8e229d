-- Tries to pay. The record decides whether one may be opened; this is what the College must ask the provider about.
CREATE TABLE checkouts (
    id         TEXT   NOT NULL PRIMARY KEY,
    registrant TEXT   NOT NULL,
    invoice    TEXT   NOT NULL,
    amount     BIGINT NOT NULL,
    url        TEXT,
    state      TEXT   NOT NULL,
    opened_at  BIGINT NOT NULL,
    polls      BIGINT NOT NULL,
    poll_at    BIGINT
);

CREATE INDEX checkouts_to_poll ON checkouts (poll_at) WHERE poll_at IS NOT NULL;

-- Messages of the payment provider: verified, stored once.
CREATE TABLE webhooks (
    id           TEXT   NOT NULL PRIMARY KEY,
    received_at  BIGINT NOT NULL,
    payload      BYTEA  NOT NULL,
    processed_at BIGINT
);
