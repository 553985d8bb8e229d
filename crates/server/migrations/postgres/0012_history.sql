-- A hash over everything up to here: names one place of one history, so that a device notices when the database was put back from
-- a backup or lost what came last. What was there before this column has none; it is worked out from the entry itself.
ALTER TABLE events ADD COLUMN history TEXT;
ALTER TABLE edits ADD COLUMN history TEXT;
