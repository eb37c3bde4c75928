-- The pairs that the feature does not forbid, its bits added to theirs.
CREATE OR REPLACE TEMP TABLE weighed AS
SELECT w.one AS one, w.two AS two,
  w.bits + COALESCE(c.bits, 0) AS bits,
  CASE WHEN c.against = 1 THEN 1 ELSE w.against END AS against
FROM weighed w
LEFT JOIN said one ON one.number = w.one AND one.feature = :feature
LEFT JOIN said two ON two.number = w.two AND two.feature = :feature
LEFT JOIN compared c
  ON c.feature = :feature
  AND c.one = LEAST(one.value, two.value) AND c.two = GREATEST(one.value, two.value)
WHERE COALESCE(c.forbidden, 0) = 0;
