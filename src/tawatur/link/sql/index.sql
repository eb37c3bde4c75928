-- The inverted index of fingerprints. The search for candidates reads these tables and "chosen";
-- statements are written so that DuckDB and Spark read them alike: explicit columns, no hash,
-- regular expression or list of the engine's own.

-- A text that was read: its key, and the hash of all its words.
CREATE TABLE IF NOT EXISTS report (number BIGINT, key VARCHAR, whole BIGINT, words BIGINT);

-- The fingerprints of each text.
CREATE TABLE IF NOT EXISTS fingerprint (report BIGINT, value BIGINT);

-- The hash of each of its paragraphs that is long enough to be of interest.
CREATE TABLE IF NOT EXISTS paragraph (report BIGINT, value BIGINT, words BIGINT);
