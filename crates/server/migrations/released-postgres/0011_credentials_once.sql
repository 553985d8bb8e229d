-- Ids and places are drawn at random from here on, so that neither can be worked out from the register. That the same is issued once
-- to a registrant is kept by the digest of what it says. What was issued before has none, and keeps its id and its place.
ALTER TABLE credentials ADD COLUMN said TEXT;

CREATE UNIQUE INDEX credentials_said ON credentials (registrant, said);
