-- The same with what the index knows of them. Of texts with the same words only the first is compared.
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT
  r.number AS report,
  g.place AS place,
  r.whole AS whole,
  g.outlet AS outlet,
  g.day AS day,
  CASE WHEN r.words > 0 THEN ROW_NUMBER() OVER (PARTITION BY r.whole ORDER BY g.place) ELSE 0 END
    AS first
FROM given g
JOIN report r ON r.key = g.key;
