-- Fingerprints of more than one of the texts that are compared: in how many, and over how many days.
-- A word after a colon stands for a number.
CREATE OR REPLACE TEMP TABLE spread AS
SELECT
  f.value AS value,
  COUNT(*) AS reports,
  MIN(c.place) AS earliest,
  CASE
    WHEN COUNT(*) > :most THEN 1
    WHEN COUNT(*) >= :again AND MAX(c.day) - MIN(c.day) > :days THEN 1
    ELSE 0
  END AS stock
FROM fingerprint f
JOIN chosen c ON c.report = f.report
WHERE c.first = 1
GROUP BY f.value
HAVING COUNT(*) > 1;
