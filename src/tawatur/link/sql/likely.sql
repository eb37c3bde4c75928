-- Pairs for which more speaks than against.
SELECT w.one AS one, w.two AS two
FROM weighed w
WHERE w.bits > 0;
