-- Texts that have the words of another.
SELECT c.whole AS whole, c.place AS place
FROM chosen c
JOIN (SELECT d.whole AS whole FROM chosen d WHERE d.first > 1 GROUP BY d.whole) s
  ON s.whole = c.whole
WHERE c.first > 0
ORDER BY c.whole, c.place;
