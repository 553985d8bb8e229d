-- A hash over everything up to here: names one place of one history, so that a device notices when the database was put back from
-- a backup or lost what came last. What was there before this column has none; it is worked out from the entry itself.
ALTER TABLE events ADD COLUMN history TEXT;
ALTER TABLE edits ADD COLUMN history TEXT;

-- What the person had seen when a command was given, besides the version that it names: JSON, and nothing from an older program.
ALTER TABLE commands ADD COLUMN seen TEXT;

-- A device's number stands for one edit. Two of them under one number were made by two copies of the device's folder.
ALTER TABLE edits ADD COLUMN device TEXT;
ALTER TABLE edits ADD COLUMN counter BIGINT;
CREATE INDEX edits_made ON edits (registrant, draft, device, counter);
