-- Pairs of a block that few share: their days, where both state some, must meet.
CREATE OR REPLACE TEMP TABLE pair AS
SELECT DISTINCT one.number AS one, two.number AS two
FROM block one
JOIN block two
  ON two.family = one.family AND two.thing = one.thing AND two.number > one.number
WHERE one.size <= :common
  AND one.document <> two.document
  AND (one.dated = 0 OR two.dated = 0 OR (one.first <= two.last AND two.first <= one.last));
