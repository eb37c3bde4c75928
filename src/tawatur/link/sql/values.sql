-- The values of one feature that stand against each other in any pair.
SELECT DISTINCT LEAST(one.:feature, two.:feature) AS one, GREATEST(one.:feature, two.:feature) AS two
FROM weighed w
JOIN said one ON one.number = w.one
JOIN said two ON two.number = w.two;
