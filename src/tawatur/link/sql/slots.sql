-- The accounts of larger blocks by slots of :slot days, so that only those near in time are joined.
CREATE OR REPLACE TEMP TABLE slot AS
SELECT b.family AS family, b.thing AS thing, b.number AS number, b.document AS document,
  b.first AS first, b.last AS last, b.pinned AS pinned, b.often AS often,
  CAST(FLOOR(b.first / :slot) AS INTEGER) + s.step AS slot
FROM block b
JOIN step s ON s.step <= CAST(FLOOR(b.last / :slot) AS INTEGER) - CAST(FLOOR(b.first / :slot) AS INTEGER)
WHERE b.size > :common AND b.often < 2 AND b.first IS NOT NULL;
