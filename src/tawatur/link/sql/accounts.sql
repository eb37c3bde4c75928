-- What the search for pairs of accounts looks at. An account is what one report tells of one event;
-- its number is its place in the order of reports. Words and sets are numbers here: two that are
-- equal have one number. Days are numbers; statements are written so that DuckDB and Spark read
-- them alike.

-- family: of its type; first, last: the days in which it can lie for this search, absent where they
-- are open; dated: 1 where they are stated; pinned: 1 where it names a place smaller than a province.
CREATE OR REPLACE TEMP TABLE account (
  number INTEGER, document INTEGER, family INTEGER, first INTEGER, last INTEGER, dated INTEGER,
  pinned INTEGER
);

-- The parts of an account by which it is found, such as its places: many accounts have equal ones.
CREATE OR REPLACE TEMP TABLE holds (number INTEGER, part INTEGER);

-- What a part shows: places and the squares that they lie in, who takes part, numbers.
-- often: 1 where it says little once many share it, 2 where it then says nothing.
CREATE OR REPLACE TEMP TABLE shows (part INTEGER, thing INTEGER, often INTEGER);

-- What it says of each feature that is weighed.
CREATE OR REPLACE TEMP TABLE said (
  number INTEGER, day INTEGER, place INTEGER, course INTEGER, kind INTEGER, activity INTEGER,
  actors INTEGER, speaker INTEGER, counts INTEGER
);

-- Accounts in reports of which one copies the other, and the bits of a copied passage (0: of others).
CREATE OR REPLACE TEMP TABLE copied (one INTEGER, two INTEGER, bits INTEGER);

-- How two values of a feature compare: thousandths of a bit, 1 where something speaks against,
-- 1 where it forbids that the two are of one happening.
CREATE OR REPLACE TEMP TABLE compared (
  one INTEGER, two INTEGER, bits INTEGER, against INTEGER, forbidden INTEGER
);

-- The numbers from 0 on: how many slots of days an account can fill.
CREATE OR REPLACE TEMP TABLE step (step INTEGER);

-- To which component of likely pairs each account belongs.
CREATE OR REPLACE TEMP TABLE member (number INTEGER, component INTEGER);
