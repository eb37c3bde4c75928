-- Accounts of one family with one thing in common, and how many they are.
CREATE OR REPLACE TEMP TABLE block AS
SELECT
  a.family AS family, t.thing AS thing, t.often AS often, a.number AS number,
  a.document AS document, a.first AS first, a.last AS last, a.dated AS dated, a.pinned AS pinned,
  COUNT(*) OVER (PARTITION BY a.family, t.thing) AS size
FROM (
  SELECT DISTINCT h.number AS number, s.thing AS thing, s.often AS often
  FROM holds h
  JOIN shows s ON s.part = h.part
) t
JOIN account a ON a.number = t.number;
