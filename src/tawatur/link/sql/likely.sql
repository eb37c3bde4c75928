-- Pairs for which more speaks than against, the strongest first.
SELECT w.one AS one, w.two AS two, w.bits AS bits
FROM weighed w
WHERE w.bits > 0
ORDER BY w.bits DESC, w.one, w.two;
