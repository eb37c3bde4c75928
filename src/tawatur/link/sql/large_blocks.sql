-- Pairs of larger blocks: their days must meet. What so many share says little where both have a
-- place of their own, for then the place must meet, too.
INSERT INTO pair
SELECT DISTINCT one.number AS one, two.number AS two
FROM slot one
JOIN slot two
  ON two.family = one.family AND two.thing = one.thing AND two.slot = one.slot
  AND two.number > one.number
WHERE one.document <> two.document
  AND one.first <= two.last AND two.first <= one.last
  AND (one.often = 0 OR one.pinned = 0 OR two.pinned = 0);
