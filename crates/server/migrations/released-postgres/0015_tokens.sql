-- A grant has one pair of tokens, and the pair before it; what is older is known by the grant that it names.
ALTER TABLE grants ADD COLUMN refresh TEXT NOT NULL DEFAULT '';
ALTER TABLE grants ADD COLUMN refresh_before TEXT NOT NULL DEFAULT '';
ALTER TABLE grants ADD COLUMN access TEXT NOT NULL DEFAULT '';
ALTER TABLE grants ADD COLUMN access_before TEXT NOT NULL DEFAULT '';

UPDATE grants SET
    refresh = COALESCE((SELECT t.digest FROM refresh_tokens t WHERE t.grant_id = grants.id
        ORDER BY t.generation DESC, t.expires_at DESC LIMIT 1), ''),
    refresh_before = COALESCE((SELECT t.digest FROM refresh_tokens t WHERE t.grant_id = grants.id
        AND t.generation < grants.generation ORDER BY t.generation DESC, t.expires_at DESC LIMIT 1), '');

-- Tokens that were given out before name no grant: theirs is found by what is kept of them.
CREATE INDEX grants_by_refresh ON grants (refresh);
CREATE INDEX grants_by_refresh_before ON grants (refresh_before);
CREATE INDEX grants_by_use ON grants (used_at);

DROP TABLE refresh_tokens;
DROP TABLE access_tokens;
ALTER TABLE grants DROP COLUMN generation;
