-- The values of one feature that stand against each other in any pair.
SELECT DISTINCT LEAST(one.value, two.value) AS one, GREATEST(one.value, two.value) AS two
FROM weighed w
JOIN said one ON one.number = w.one AND one.feature = :feature
JOIN said two ON two.number = w.two AND two.feature = :feature;
