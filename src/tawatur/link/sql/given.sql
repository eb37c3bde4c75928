-- The texts to compare in their order: outlets as numbers (0: not known), days as numbers.
CREATE OR REPLACE TEMP TABLE given (key VARCHAR, place BIGINT, outlet BIGINT, day BIGINT);
