-- Mails that the College owes, queued in the transaction of what caused them. The letter names what it is about; its text,
-- and the links in it, are made when it is sent.
CREATE TABLE mails (
    id         TEXT   NOT NULL PRIMARY KEY,
    registrant TEXT   NOT NULL,
    recipient  TEXT   NOT NULL,
    letter     BYTEA  NOT NULL,
    queued_at  BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    -- When it is tried next; absent once it was sent or refused for good.
    due_at     BIGINT,
    sent_at    BIGINT,
    refused_at BIGINT
);

CREATE INDEX mails_due ON mails (due_at) WHERE due_at IS NOT NULL;
