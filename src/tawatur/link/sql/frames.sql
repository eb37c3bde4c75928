-- Short paragraphs that one outlet prints under or over many different reports.
CREATE OR REPLACE TEMP TABLE frames AS
SELECT DISTINCT p.value AS value
FROM paragraph p
JOIN chosen c ON c.report = p.report
WHERE c.outlet > 0 AND p.words <= :short
GROUP BY c.outlet, p.value
HAVING COUNT(DISTINCT c.whole) >= :frame;
