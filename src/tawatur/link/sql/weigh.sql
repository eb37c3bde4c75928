-- The pairs that the feature does not forbid, its bits added to theirs.
CREATE OR REPLACE TEMP TABLE weighed AS
SELECT w.one AS one, w.two AS two,
  w.bits + COALESCE(c.bits, 0) AS bits,
  CASE WHEN c.against = 1 THEN 1 ELSE w.against END AS against
FROM weighed w
JOIN said one ON one.number = w.one
JOIN said two ON two.number = w.two
LEFT JOIN compared c
  ON c.one = LEAST(one.:feature, two.:feature) AND c.two = GREATEST(one.:feature, two.:feature)
WHERE COALESCE(c.forbidden, 0) = 0;
DELETE FROM compared;
