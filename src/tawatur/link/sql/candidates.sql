-- Pairs of texts that are worth aligning: those that share so many rare fingerprints, or a short
-- paragraph. A frequent fingerprint leads back to the first text that has it, and only many of them
-- together count: a wire text that many took over has them, a stock phrase has not.
WITH posting AS (
  SELECT s.value AS value, s.reports AS reports, s.earliest AS earliest, c.place AS place
  FROM fingerprint f
  JOIN chosen c ON c.report = f.report
  JOIN spread s ON s.value = f.value
  WHERE c.first = 1
),
alike AS (
  SELECT p.value AS value, c.place AS place, p.words AS words
  FROM paragraph p
  JOIN chosen c ON c.report = p.report
  LEFT JOIN frames f ON f.value = p.value
  WHERE c.first = 1 AND p.words >= :least AND p.words <= :short AND f.value IS NULL
),
few AS (
  SELECT a.value AS value, COUNT(*) AS reports
  FROM alike a
  GROUP BY a.value
  HAVING COUNT(*) > 1
),
pairs AS (
  SELECT one.place AS one, two.place AS two
  FROM posting one
  JOIN posting two ON two.value = one.value AND two.place > one.place
  WHERE one.reports <= :most OR one.place = one.earliest
  GROUP BY one.place, two.place
  HAVING COUNT(CASE WHEN one.reports <= :most THEN 1 END) >= :shared OR COUNT(*) >= :many
  UNION
  SELECT one.place AS one, two.place AS two
  FROM few f
  JOIN alike one ON one.value = f.value
  JOIN alike two ON two.value = f.value AND two.place > one.place
  WHERE f.reports <= :most
)
SELECT p.one AS one, p.two AS two
FROM pairs p
ORDER BY p.one, p.two;
