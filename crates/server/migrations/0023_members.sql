-- The streams that are sent to a registrant's computers besides their own.
CREATE TABLE members (
    registrant TEXT NOT NULL,
    stream     TEXT NOT NULL,
    PRIMARY KEY (registrant, stream)
) STRICT;
