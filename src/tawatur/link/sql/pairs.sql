-- Every pair once, with those of copied reports; the bits begin with what is known before looking.
CREATE OR REPLACE TEMP TABLE weighed AS
SELECT p.one AS one, p.two AS two,
  :prior + COALESCE(MAX(c.bits), 0) AS bits, 0 AS against
FROM (SELECT one, two FROM pair UNION SELECT one, two FROM copied) p
LEFT JOIN copied c ON c.one = p.one AND c.two = p.two
GROUP BY p.one, p.two;
DROP TABLE pair;
DROP TABLE slot;
DROP TABLE block;
DROP TABLE holds;
DROP TABLE shows;
