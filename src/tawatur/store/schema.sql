-- A tawatur project: what was read, what was found in it, and how the accounts stand to one another.
--
-- Documents and the results of a run are written once. A place is the number of a value in its list,
-- from 0. start and stop are half-open code-point offsets into document.text. JSON columns hold
-- arrays or objects. Every table is STRICT.

-- What this file is.
CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY,  -- schema, current_run
  value TEXT NOT NULL               -- its value
) STRICT, WITHOUT ROWID;

-- A report as it was read. It is never changed; the same report read twice is one document.
CREATE TABLE document (
  number    INTEGER PRIMARY KEY,     -- order of arrival; the full-text index refers to it
  id        TEXT NOT NULL UNIQUE,    -- doc: and a hash of text, outlet, published, title and url
  sha256    TEXT NOT NULL,           -- hash of the text in UTF-8
  text      TEXT NOT NULL,           -- the text, as extracted
  folded    TEXT NOT NULL,           -- the same in one spelling, for the full-text index
  published TEXT,                    -- the day that metadata states, ISO 8601
  outlet    TEXT,                    -- who published it
  title     TEXT,                    -- its title, where metadata gives one
  url       TEXT,                    -- where it was published
  path      TEXT,                    -- the file it was first read from, with :line where it is one
  given_id  TEXT NOT NULL,           -- the id that its record or the name of its file gave it
  added_at  TEXT NOT NULL            -- when it was first read (UTC)
) STRICT;

-- Full-text index over document.folded.
CREATE VIRTUAL TABLE document_words USING fts5 (
  folded, content = 'document', content_rowid = 'number', tokenize = 'unicode61'
);

-- Where each document stands now. A file that is read again with other content or other metadata
-- leads to its new document; documents to which nothing leads take no further part.
CREATE TABLE intake (
  input    TEXT NOT NULL PRIMARY KEY,                -- file, with :line where it is one of many
  document TEXT NOT NULL REFERENCES document (id),   -- what was read from it
  object   TEXT NOT NULL REFERENCES object (sha256)  -- the bytes it was read from
) STRICT, WITHOUT ROWID;
CREATE INDEX intake_document ON intake (document);
CREATE INDEX intake_object ON intake (object);

-- Original bytes, kept gzipped under objects/ by their hash.
CREATE TABLE object (
  sha256 TEXT NOT NULL PRIMARY KEY,  -- hash of the bytes
  size   INTEGER NOT NULL            -- how many there are
) STRICT, WITHOUT ROWID;

-- What could not be read or analysed, and why.
CREATE TABLE rejected (
  input  TEXT NOT NULL,   -- the file, file:line or document
  run    TEXT NOT NULL,   -- the run that rejected it; empty where it could not even be read
  reason TEXT NOT NULL,   -- why
  PRIMARY KEY (run, input)
) STRICT, WITHOUT ROWID;

-- One state of the program that analysed documents. Its id is a hash of the three that follow.
CREATE TABLE run (
  id         TEXT NOT NULL PRIMARY KEY,  -- run: and a hash of code, language and config
  code       TEXT NOT NULL,              -- version and hash of the program
  language   TEXT NOT NULL,              -- hash of the language files
  config     TEXT NOT NULL,              -- the project's settings, as JSON
  started_at TEXT NOT NULL               -- when it was first used (UTC)
) STRICT, WITHOUT ROWID;

-- One document analysed by one run; what was found hangs on its number.
CREATE TABLE analysis (
  number             INTEGER PRIMARY KEY,                     -- used by the tables below
  run                TEXT NOT NULL REFERENCES run (id),       -- by which run
  document           TEXT NOT NULL REFERENCES document (id),  -- of which document
  published_earliest TEXT,                     -- first day on which it can have been published
  published_latest   TEXT,                     -- last such day
  published_days     TEXT NOT NULL,            -- the single days, where they are few (JSON)
  dateline_start     INTEGER,                  -- dateline («Baghdad - agency, 5 May»)
  dateline_stop      INTEGER,                  -- its end
  agency             TEXT,                     -- agency that the report credits
  UNIQUE (run, document)
) STRICT;
CREATE INDEX analysis_document ON analysis (document);

-- The proof of the day of publication, step by step.
CREATE TABLE published_basis (
  analysis INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place    INTEGER NOT NULL,  -- number of the step
  rule     TEXT NOT NULL,     -- the rule that took it
  start    INTEGER,           -- the words it rests on
  stop     INTEGER,           -- their end
  text     TEXT NOT NULL,     -- what it leaves
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;

-- What is noteworthy about the report itself, such as a contradiction inside it.
CREATE TABLE finding (
  analysis INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place    INTEGER NOT NULL,  -- its number
  rule     TEXT NOT NULL,     -- the rule that saw it
  start    INTEGER,           -- the words it rests on
  stop     INTEGER,           -- their end
  text     TEXT NOT NULL,     -- what it says
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;

-- Sentences, headings and passages that are not the report (menus, related links).
CREATE TABLE passage (
  analysis INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  kind     TEXT NOT NULL CHECK (kind IN ('sentence', 'heading', 'boilerplate')),  -- which of them
  place    INTEGER NOT NULL,  -- its number among its kind
  start    INTEGER NOT NULL,  -- where it begins
  stop     INTEGER NOT NULL,  -- where it ends
  PRIMARY KEY (analysis, kind, place)
) STRICT, WITHOUT ROWID;

-- So many of something.
CREATE TABLE quantity (
  analysis   INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place      INTEGER NOT NULL,  -- its number
  start      INTEGER NOT NULL,  -- where it stands
  stop       INTEGER NOT NULL,  -- its end
  rule       TEXT NOT NULL,     -- the rule that found it
  value      REAL,              -- the number, where it is one
  low        REAL,              -- the least it can be
  high       REAL,              -- the most it can be
  mod        TEXT NOT NULL,     -- EXACT, APPROX, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, RANGE, VAGUE
  unit       TEXT,              -- what is counted: English singular or ISO 4217 code
  unit_text  TEXT,              -- what is counted, as written
  role       TEXT,              -- what became of them (killed, injured, launched, ...)
  population TEXT,              -- who they are (civilian, combatant, child, ...)
  total      INTEGER NOT NULL,  -- 1 where it is a running total
  ordinal    INTEGER,           -- which one of a row, for «the third»
  percent    REAL,              -- the share in hundredths
  fraction   REAL,              -- the share of one
  part_of    INTEGER,           -- the place of the quantity that it is a part of
  replaces   INTEGER,           -- the place of the earlier figure that a total takes the place of
  rose       INTEGER NOT NULL DEFAULT 0,  -- 1 where the words tell that a toll rose to this
  joins      INTEGER,           -- the place of the count before, with which it makes up a toll
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;

-- A time expression.
CREATE TABLE timex (
  analysis      INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place         INTEGER NOT NULL,  -- its number
  start         INTEGER NOT NULL,  -- where it stands
  stop          INTEGER NOT NULL,  -- its end
  rule          TEXT NOT NULL,     -- the rule that found it
  type          TEXT NOT NULL,     -- DATE, TIME, DURATION or SET
  value         TEXT,              -- TIMEX3 value; absent where the report's day is needed and unknown
  mod           TEXT,              -- TIMEX3 modifier
  begin         TEXT,              -- first day of the interval
  end_exclusive TEXT,              -- the day after its last
  signal        TEXT,              -- since, until, ...
  anchor        TEXT,              -- day or event that it counts from
  calendar      TEXT NOT NULL,     -- gregorian or islamic-umalqura
  orig          TEXT,              -- the date in its own calendar
  quant         TEXT,              -- how often, for SET
  freq          TEXT,              -- how many times, for SET
  function      TEXT,              -- what it is the time of
  relative      TEXT,              -- how it depends on the report's day (JSON)
  candidates    TEXT NOT NULL,     -- the possible values, where they are few (JSON)
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;

-- A name in the text.
CREATE TABLE name (
  analysis    INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place       INTEGER NOT NULL,  -- its number
  start       INTEGER NOT NULL,  -- where it stands
  stop        INTEGER NOT NULL,  -- its end
  rule        TEXT NOT NULL,     -- the rule that found it
  kind        TEXT NOT NULL,     -- person, organisation, place, facility, weapon, operation
  title_start INTEGER,           -- the role words beside it
  title_stop  INTEGER,           -- their end
  entry       TEXT,              -- curated or gazetteer entry that it was found by
  entity      TEXT,              -- what it refers to (entity.id)
  relation    TEXT,              -- what is told by its relation to this place (JSON)
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;

-- What names refer to, within one document.
CREATE TABLE entity (
  analysis      INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place         INTEGER NOT NULL,  -- its number
  id            TEXT NOT NULL,     -- the same across documents for the same entry or name
  kind          TEXT NOT NULL,     -- as name.kind
  name          TEXT NOT NULL,     -- its fullest Arabic name
  name_en       TEXT,              -- its Latin name, where one is known
  aliases       TEXT NOT NULL,     -- the surfaces seen (JSON)
  country       TEXT,              -- ISO 3166 code
  sector        TEXT,              -- MIL, GOV, REB, ...
  role_title    TEXT,              -- office, as written
  lat           REAL,              -- latitude, where a place is known
  lon           REAL,              -- longitude
  geo_precision INTEGER,           -- 0 country, 1 the place, 2 near it or a district, 3 region
  radius_km     REAL,              -- within which the place lies
  gazetteer     TEXT,              -- the gazetteer's id
  admin1        TEXT,              -- first-level unit (ISO 3166-2)
  basis         TEXT NOT NULL,     -- what decided where it lies, or its country (JSON)
  candidates    TEXT NOT NULL,     -- ids of the places between which nothing decided (JSON)
  latin         TEXT,              -- a form in Latin letters, transliterated where none is known
  organisation  TEXT,              -- the body that a person's role names (entity.id)
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_id ON entity (id);

-- A saying.
CREATE TABLE attribution (
  analysis         INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place            INTEGER NOT NULL,  -- its number
  source_text      TEXT NOT NULL,     -- who says it, as called
  source_start     INTEGER,           -- where it stands; absent where it is carried over
  source_stop      INTEGER,           -- its end
  source_entity    TEXT,              -- what it refers to (entity.id)
  source_anonymous INTEGER NOT NULL,  -- 1 where the source is not named
  cue_start        INTEGER NOT NULL,  -- the reporting word
  cue_stop         INTEGER NOT NULL,  -- its end
  content_start    INTEGER,           -- what is said
  content_stop     INTEGER,           -- its end
  rule             TEXT NOT NULL,     -- the rule that found it
  form             TEXT NOT NULL,     -- direct, indirect or mixed
  stance           TEXT NOT NULL,     -- asserts, confirms, denies, expects, accuses, ...
  time             INTEGER,           -- when it was said (timex.place)
  nested_in        INTEGER,           -- the saying around it (attribution.place)
  continues        INTEGER,           -- the saying that it goes on with (attribution.place)
  addressee_start  INTEGER,           -- who is told, asked, accused or warned
  addressee_stop   INTEGER,           -- its end
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;

-- The agency or channel that carried a saying.
CREATE TABLE attribution_via (
  analysis    INTEGER NOT NULL,  -- of which analysis
  attribution INTEGER NOT NULL,  -- which saying
  place       INTEGER NOT NULL,  -- number among its carriers
  text        TEXT NOT NULL,     -- as called
  start       INTEGER,           -- where it stands
  stop        INTEGER,           -- its end
  entity      TEXT,              -- what it refers to (entity.id)
  anonymous   INTEGER NOT NULL,  -- 1 where it is not named
  PRIMARY KEY (analysis, attribution, place),
  FOREIGN KEY (analysis, attribution) REFERENCES attribution (analysis, place)
) STRICT, WITHOUT ROWID;

-- One event as one document gives it.
CREATE TABLE claim (
  analysis      INTEGER NOT NULL REFERENCES analysis (number),  -- of which analysis
  place         INTEGER NOT NULL,  -- its number
  run           TEXT NOT NULL REFERENCES run (id),  -- as the analysis has it; claims are referred to by run and id
  id            TEXT NOT NULL,     -- hash of its content
  trigger_start INTEGER NOT NULL,  -- the word that speaks of the event
  trigger_stop  INTEGER NOT NULL,  -- its end
  rule          TEXT NOT NULL,     -- the rule that found it
  type          TEXT NOT NULL,     -- event type
  sentence      INTEGER NOT NULL,  -- in which sentence (passage.place)
  factuality    TEXT NOT NULL,     -- actual, planned, pending, possible, conditional, negated, denied
  activity      TEXT,              -- what was suspended, resumed, ...
  attribution   INTEGER,           -- who says so (attribution.place)
  score         REAL NOT NULL,     -- confidence in [0, 1]
  reasons       TEXT NOT NULL,     -- JSON array: what raised and lowered the score
  when_basis    TEXT,              -- stated, derived or report; absent where there is no time
  when_earliest TEXT,              -- first day on which it can have been
  when_latest   TEXT,              -- last such day
  when_timex    INTEGER,           -- the time expression it rests on (timex.place)
  when_days     TEXT,              -- the single days, where they are few (JSON)
  location      TEXT,              -- where (entity.id)
  geo_precision INTEGER,           -- 0 country, 1 the place, 2 near it or a district, 3 region
  PRIMARY KEY (analysis, place),
  UNIQUE (run, id)
) STRICT, WITHOUT ROWID;

-- Who or what takes part in an event.
CREATE TABLE argument (
  analysis   INTEGER NOT NULL,  -- of which analysis
  claim      INTEGER NOT NULL,  -- which claim
  place      INTEGER NOT NULL,  -- number among its arguments
  role       TEXT NOT NULL,     -- agent, victim, target, ...
  start      INTEGER NOT NULL,  -- where it stands
  stop       INTEGER NOT NULL,  -- its end
  head_start INTEGER,           -- head of a longer phrase
  head_stop  INTEGER,           -- its end
  entity     TEXT,              -- what it refers to (entity.id)
  mention    INTEGER,           -- quantity or time that it is (their place)
  PRIMARY KEY (analysis, claim, place),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, place)
) STRICT, WITHOUT ROWID;

-- The numbers that belong to an event.
CREATE TABLE claim_count (
  analysis INTEGER NOT NULL,  -- of which analysis
  claim    INTEGER NOT NULL,  -- which claim
  place    INTEGER NOT NULL,  -- number among its counts
  quantity INTEGER NOT NULL,  -- which quantity
  PRIMARY KEY (analysis, claim, place),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, place),
  FOREIGN KEY (analysis, quantity) REFERENCES quantity (analysis, place)
) STRICT, WITHOUT ROWID;

-- From the originator to the outlet.
CREATE TABLE chain_link (
  analysis  INTEGER NOT NULL,  -- of which analysis
  claim     INTEGER NOT NULL,  -- which claim
  place     INTEGER NOT NULL,  -- number in the chain, originator first
  who       TEXT NOT NULL,     -- as called
  entity    TEXT,              -- what it refers to (entity.id)
  cue       TEXT,              -- the words that say so
  anonymous INTEGER NOT NULL,  -- 1 where it is not named
  start     INTEGER,           -- where it stands
  stop      INTEGER,           -- its end
  kind      TEXT NOT NULL,     -- speaker, agency or outlet
  PRIMARY KEY (analysis, claim, place),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, place)
) STRICT, WITHOUT ROWID;

-- For which documents the comparison across documents was last made. What follows is made anew from
-- the analyses, all of it in one transaction, whenever the documents or the run are others.
CREATE TABLE joined (
  run       TEXT NOT NULL PRIMARY KEY REFERENCES run (id),  -- of which run
  corpus    TEXT NOT NULL,    -- hash of the ids of the documents taken in
  documents INTEGER NOT NULL  -- how many they were
) STRICT, WITHOUT ROWID;

-- Text of one document that stands again in another.
CREATE TABLE reuse (
  run             TEXT NOT NULL REFERENCES run (id),       -- of which run
  place           INTEGER NOT NULL,                        -- its number
  source          TEXT NOT NULL REFERENCES document (id),  -- where it stands first
  copy            TEXT NOT NULL REFERENCES document (id),  -- where it stands again
  kind            TEXT NOT NULL,     -- exact, near, abridged, passage or background
  coverage_source REAL NOT NULL,     -- share of the source that is taken over
  coverage_copy   REAL NOT NULL,     -- share of the copy that it makes up
  directed        INTEGER NOT NULL,  -- 0 where nothing proves which is the copy
  reason          TEXT NOT NULL,     -- why it is taken for a copy
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX reuse_source ON reuse (run, source);
CREATE INDEX reuse_copy ON reuse (run, copy);

-- The passages of a reuse on both sides.
CREATE TABLE reuse_span (
  run          TEXT NOT NULL,     -- of which run
  reuse        INTEGER NOT NULL,  -- which reuse
  place        INTEGER NOT NULL,  -- number of the passage
  source_start INTEGER NOT NULL,  -- in the source
  source_stop  INTEGER NOT NULL,  -- its end
  copy_start   INTEGER NOT NULL,  -- in the copy
  copy_stop    INTEGER NOT NULL,  -- its end
  PRIMARY KEY (run, reuse, place),
  FOREIGN KEY (run, reuse) REFERENCES reuse (run, place)
) STRICT, WITHOUT ROWID;

-- The claims of one happening.
CREATE TABLE incident (
  run      TEXT NOT NULL REFERENCES run (id),  -- of which run
  place    INTEGER NOT NULL,  -- its number, a hash of its id: others that come do not change it
  id       TEXT NOT NULL,     -- hash of its first claim
  type     TEXT NOT NULL,     -- event type
  earliest TEXT,              -- first day on which it can have been
  latest   TEXT,              -- last such day
  location TEXT,              -- where (entity.id)
  PRIMARY KEY (run, place),
  UNIQUE (run, id)
) STRICT, WITHOUT ROWID;

-- Which claims belong to an incident.
CREATE TABLE incident_claim (
  run      TEXT NOT NULL,     -- of which run
  incident INTEGER NOT NULL,  -- which incident
  place    INTEGER NOT NULL,  -- number among its claims
  claim    TEXT NOT NULL,     -- which claim (claim.id, or amendment.claim where a person added it)
  PRIMARY KEY (run, incident, place),
  FOREIGN KEY (run, incident) REFERENCES incident (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_claim_claim ON incident_claim (run, claim);

-- The claims of an incident by independent originator: those of one group rest on one origin.
CREATE TABLE incident_origin (
  run      TEXT NOT NULL,     -- of which run
  incident INTEGER NOT NULL,  -- which incident
  origin   INTEGER NOT NULL,  -- number of the originator
  place    INTEGER NOT NULL,  -- number in its group
  claim    TEXT NOT NULL,     -- which claim (claim.id, or amendment.claim where a person added it)
  PRIMARY KEY (run, incident, origin, place),
  FOREIGN KEY (run, incident) REFERENCES incident (run, place)
) STRICT, WITHOUT ROWID;

-- Two claims that were joined.
CREATE TABLE incident_link (
  run         TEXT NOT NULL,     -- of which run
  incident    INTEGER NOT NULL,  -- in which incident
  place       INTEGER NOT NULL,  -- number of the link
  left_claim  TEXT NOT NULL,     -- one claim (claim.id, or amendment.claim)
  right_claim TEXT NOT NULL,     -- the other
  PRIMARY KEY (run, incident, place),
  FOREIGN KEY (run, incident) REFERENCES incident (run, place)
) STRICT, WITHOUT ROWID;

-- Why two claims were joined.
CREATE TABLE link_weight (
  run      TEXT NOT NULL,     -- of which run
  incident INTEGER NOT NULL,  -- in which incident
  link     INTEGER NOT NULL,  -- which link
  place    INTEGER NOT NULL,  -- number of the reason
  feature  TEXT NOT NULL,     -- what was compared
  bits     REAL NOT NULL,     -- its weight, negative against
  text     TEXT NOT NULL,     -- in words
  PRIMARY KEY (run, incident, link, place),
  FOREIGN KEY (run, incident, link) REFERENCES incident_link (run, incident, place)
) STRICT, WITHOUT ROWID;

-- How two claims of one incident stand to each other in one field.
CREATE TABLE verdict (
  run         TEXT NOT NULL,     -- of which run
  incident    INTEGER NOT NULL,  -- in which incident
  place       INTEGER NOT NULL,  -- its number
  left_claim  TEXT NOT NULL,     -- one claim (claim.id, or amendment.claim)
  right_claim TEXT NOT NULL,     -- the other
  field       TEXT NOT NULL,     -- what is compared
  outcome     TEXT NOT NULL,     -- agrees, refines, rounds, updates, scope, conflicts, denies, copies, silent
  rule        TEXT NOT NULL,     -- the rule that decided
  text        TEXT NOT NULL,     -- in words
  left_start  INTEGER,           -- the words of the one that the field rests on
  left_stop   INTEGER,           -- their end
  right_start INTEGER,           -- the words of the other
  right_stop  INTEGER,           -- their end
  population  TEXT,              -- which part of those counted, where both count it
  PRIMARY KEY (run, incident, place),
  FOREIGN KEY (run, incident) REFERENCES incident (run, place)
) STRICT, WITHOUT ROWID;

-- What people decided, in order: append-only, each entry chained to the one before by its hash.
-- No run ever touches it.
CREATE TABLE judgement (
  number   INTEGER PRIMARY KEY,   -- 1, 2, 3, ... without a gap
  id       TEXT NOT NULL UNIQUE,  -- jdg: and a hash of the body
  kind     TEXT NOT NULL,         -- accept, reject, edit, add, merge, split, move, ..., undo
  who      TEXT NOT NULL,         -- who decided
  at       TEXT NOT NULL,         -- when (UTC)
  body     TEXT NOT NULL,         -- the whole judgement, as JSON; this is what the hash covers
  previous TEXT NOT NULL,         -- hash of the entry before; 64 zeros for the first
  hash     TEXT NOT NULL UNIQUE   -- SHA-256 of previous, number and body, with line feeds between
) STRICT;
CREATE INDEX judgement_undo ON judgement (number) WHERE kind = 'undo';
CREATE TRIGGER judgement_is_never_changed BEFORE UPDATE ON judgement
BEGIN SELECT RAISE(ABORT, 'the log of judgements is append-only'); END;
CREATE TRIGGER judgement_is_never_deleted BEFORE DELETE ON judgement
BEGIN SELECT RAISE(ABORT, 'the log of judgements is append-only'); END;

-- What each judgement is about, by the ids it was given with: who decided on this, and what.
CREATE TABLE judgement_about (
  object   TEXT NOT NULL,     -- claim, incident, entity or document (their ids)
  number   INTEGER NOT NULL REFERENCES judgement (number),  -- which entry
  PRIMARY KEY (object, number)
) STRICT, WITHOUT ROWID;

-- What the judgements come to in a run. All of it is made anew from the log whenever the run is
-- related, in the same transaction as the incidents.

-- Up to which entry of the log, and what linking and comparing had to obey.
CREATE TABLE decided (
  run  TEXT NOT NULL PRIMARY KEY REFERENCES run (id),  -- of which run
  upto INTEGER NOT NULL,                               -- judgement.number of the last entry
  body TEXT NOT NULL                                   -- pairs of claims and entities (JSON)
) STRICT, WITHOUT ROWID;

-- Judgements on claims: laid over what the run found in a document when it is loaded.
CREATE TABLE amendment (
  run       TEXT NOT NULL REFERENCES run (id),       -- of which run
  document  TEXT NOT NULL REFERENCES document (id),  -- of which document
  place     INTEGER NOT NULL, -- order in which they hold
  claim     TEXT NOT NULL,    -- which claim (claim.id), or the id of one that a person added
  judgement TEXT NOT NULL,    -- by which judgement (judgement.id)
  kind      TEXT NOT NULL,    -- of which kind
  who       TEXT NOT NULL,    -- who decided
  at        TEXT NOT NULL,    -- when (UTC)
  why       TEXT,             -- why
  field     TEXT,             -- which field was edited or pinned
  machine   TEXT,             -- what the machine says (JSON)
  human     TEXT,             -- what the person says (JSON); of a claim added by hand, all fields
  start     INTEGER,          -- where the human value stands
  stop      INTEGER,          -- its end
  trigger_start INTEGER,      -- the trigger of a claim that a person added, or that was lost
  trigger_stop  INTEGER,      -- its end
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_claim ON amendment (run, claim);
CREATE INDEX amendment_document ON amendment (run, document);

-- Rejected claims, and the incident with which they are shown; they count nowhere.
CREATE TABLE incident_rejected (
  run      TEXT NOT NULL,     -- of which run
  incident INTEGER NOT NULL,  -- which incident
  place    INTEGER NOT NULL,  -- number among its rejected claims
  claim    TEXT NOT NULL,     -- which claim (claim.id)
  PRIMARY KEY (run, incident, place),
  FOREIGN KEY (run, incident) REFERENCES incident (run, place)
) STRICT, WITHOUT ROWID;

-- Judgements on incidents: accepted, merged, split, values pinned, notes.
CREATE TABLE incident_judged (
  run       TEXT NOT NULL,    -- of which run
  incident  INTEGER NOT NULL, -- which incident
  place     INTEGER NOT NULL, -- its number
  judgement TEXT NOT NULL,    -- by which judgement (judgement.id)
  kind      TEXT NOT NULL,    -- of which kind
  who       TEXT NOT NULL,    -- who decided
  at        TEXT NOT NULL,    -- when (UTC)
  why       TEXT,             -- why
  field     TEXT,             -- which field was edited or pinned
  machine   TEXT,             -- what the machine says (JSON)
  human     TEXT,             -- what the person says (JSON); of a claim added by hand, all fields
  start     INTEGER,          -- where the human value stands
  stop      INTEGER,          -- its end
  PRIMARY KEY (run, incident, place),
  FOREIGN KEY (run, incident) REFERENCES incident (run, place)
) STRICT, WITHOUT ROWID;

-- The least and the greatest figure that the accounts of an incident name: what lists show.
CREATE TABLE toll (
  run      TEXT NOT NULL,    -- of which run
  incident INTEGER NOT NULL, -- which incident
  place    INTEGER NOT NULL, -- its number
  field    TEXT NOT NULL,    -- killed, injured, missing, detained, displaced or casualties
  low      REAL NOT NULL,    -- the least figure named
  high     REAL NOT NULL,    -- the greatest; «at least four» names four
  disputed INTEGER NOT NULL, -- 1 where a verdict finds a conflict or a denial among them
  given    INTEGER NOT NULL, -- how many different figures there are
  PRIMARY KEY (run, incident, place),
  FOREIGN KEY (run, incident) REFERENCES incident (run, place)
) STRICT, WITHOUT ROWID;

-- Where a result of the machine, or a later judgement, contradicts a judgement.
CREATE TABLE conflict (
  run       TEXT NOT NULL REFERENCES run (id),  -- of which run
  place     INTEGER NOT NULL, -- its number
  judgement TEXT NOT NULL,    -- which judgement (judgement.id)
  object    TEXT NOT NULL,    -- on what: claim, incident or entity
  field     TEXT NOT NULL,    -- in what
  machine   TEXT,             -- what contradicts it (JSON)
  human     TEXT,             -- what was decided (JSON)
  text      TEXT NOT NULL,    -- in words
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;

-- Judgements of which something was not found again.
CREATE TABLE unplaced (
  run       TEXT NOT NULL REFERENCES run (id),  -- of which run
  place     INTEGER NOT NULL, -- its number
  judgement TEXT NOT NULL,    -- which judgement (judgement.id)
  object    TEXT NOT NULL,    -- what it was about, by the id it had then
  reason    TEXT NOT NULL,    -- why it was not found
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;

-- The record as it was written at some time, where that differed from the time before.
CREATE TABLE edition (
  number INTEGER PRIMARY KEY,               -- 1, 2, 3, ...
  run    TEXT NOT NULL REFERENCES run (id), -- by which run
  at     TEXT NOT NULL                      -- when (UTC)
) STRICT;

-- What an edition changed, incident by incident.
CREATE TABLE change (
  edition  INTEGER NOT NULL REFERENCES edition (number),  -- in which edition
  place    INTEGER NOT NULL,  -- its number
  kind     TEXT NOT NULL CHECK (kind IN ('new', 'changed', 'moved', 'split', 'gone')),  -- which of them
  incident TEXT NOT NULL,     -- in which incident, by the id that it had or has
  heirs    TEXT NOT NULL,     -- where its claims are now, if it was moved or split (JSON)
  text     TEXT NOT NULL,     -- in words
  PRIMARY KEY (edition, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_incident ON change (incident);

-- The incidents of the last edition, to be compared with the next one.
CREATE TABLE recorded (
  incident TEXT NOT NULL PRIMARY KEY,  -- which incident
  digest   TEXT NOT NULL,              -- hash of all that is stored of it
  body     TEXT NOT NULL               -- what a reader sees of it at a glance (JSON)
) STRICT, WITHOUT ROWID;

-- Where the claims of an incident of the last edition stand.
CREATE TABLE recorded_claim (
  incident TEXT NOT NULL REFERENCES recorded (incident),  -- which incident
  document TEXT NOT NULL,     -- in which document
  start    INTEGER NOT NULL,  -- at which of its words: start of the trigger
  PRIMARY KEY (incident, document, start)
) STRICT, WITHOUT ROWID;

-- People whose names may be one, by what the names, roles and bodies of all reports say.
CREATE TABLE name_pair (
  run        TEXT NOT NULL REFERENCES run (id),  -- of which run
  place      INTEGER NOT NULL, -- its number, the likeliest first
  left_id    TEXT NOT NULL,    -- one of them (entity.id)
  right_id   TEXT NOT NULL,    -- the other
  left_name  TEXT NOT NULL,    -- what the one is called
  right_name TEXT NOT NULL,    -- what the other is called
  score      REAL NOT NULL,    -- how alike the names are, from 0 to 1
  decision   TEXT NOT NULL,    -- joined, or review: a person should look
  reasons    TEXT NOT NULL,    -- why, JSON array of texts
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;

-- A subject followed through time.
CREATE TABLE thread (
  run     TEXT NOT NULL REFERENCES run (id),  -- of which run
  place   INTEGER NOT NULL,  -- its number
  id      TEXT NOT NULL,     -- thr: and a hash of kind and key
  kind    TEXT NOT NULL,     -- activity, deployment, forces, handover
  subject TEXT NOT NULL,     -- what an English reader calls it, where no person named it
  sort    TEXT,              -- of that the activity or sort of thing; NULL: names alone tell it
  country TEXT,              -- of that where forces are, ISO 3166 code
  key     TEXT NOT NULL,     -- what its claims have in common
  about   TEXT NOT NULL,     -- the entities that it is told by, JSON array of ids
  name    TEXT,              -- what a person called it
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;

-- What the state of a thread was, on whose word.
CREATE TABLE thread_state (
  run          TEXT NOT NULL,     -- of which run
  thread       INTEGER NOT NULL,  -- which thread
  place        INTEGER NOT NULL,  -- its number, in order of days
  claim        TEXT NOT NULL,     -- the claim that tells it (claim.id, or amendment.claim)
  what         TEXT NOT NULL,     -- the state: suspended, in place, resumption, ...
  how          TEXT,              -- of one not (yet) so how it is told: planned, pending, ...
  earliest     TEXT,              -- first day on which it can have begun
  latest       TEXT,              -- last such day
  said         TEXT,              -- the day on which it was said
  who          TEXT NOT NULL,     -- on whose word
  speaker      TEXT,              -- the same where somebody is named for it
  location     TEXT,              -- the place it holds of
  place_id     TEXT,              -- the same (entity.id)
  counts       TEXT NOT NULL,     -- numbers that go with it: JSON array of unit, low, high, mod, group
  aspect       TEXT NOT NULL,     -- activity, permission, deployment, forces, handover
  sign         INTEGER NOT NULL,  -- states of one aspect and place with 1 and -1 exclude each other
  ahead        INTEGER NOT NULL,  -- 1 where it lies ahead
  due_earliest TEXT,              -- of such a one the first day for which it is told
  due_latest   TEXT,              -- and the last
  told_earliest TEXT,             -- first day on which it can have been said
  told_latest  TEXT,              -- last such day
  origin       TEXT NOT NULL,     -- the independent originator
  owner        TEXT,              -- whose forces are counted
  document     TEXT NOT NULL,     -- the report
  start        INTEGER,           -- the words that tell it
  stop         INTEGER,           -- their end
  level_low    REAL,              -- the least number that the first count allows
  level_high   REAL,              -- the greatest, where it is bounded
  past         INTEGER NOT NULL,  -- 1 where it is told as what was before
  PRIMARY KEY (run, thread, place),
  FOREIGN KEY (run, thread) REFERENCES thread (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_state_claim ON thread_state (run, claim);

-- States of a thread that do not go together.
CREATE TABLE thread_tension (
  run         TEXT NOT NULL,     -- of which run
  thread      INTEGER NOT NULL,  -- in which thread
  place       INTEGER NOT NULL,  -- its number
  left_claim  TEXT NOT NULL,     -- one claim (claim.id, or amendment.claim)
  right_claim TEXT NOT NULL,     -- the other
  field       TEXT NOT NULL,     -- state, or presence for levels of forces
  outcome     TEXT NOT NULL,     -- conflicts, updates, scope
  rule        TEXT NOT NULL,     -- the rule that decided
  text        TEXT NOT NULL,     -- in words
  left_start  INTEGER,           -- the words of the one
  left_stop   INTEGER,           -- their end
  right_start INTEGER,           -- the words of the other
  right_stop  INTEGER,           -- their end
  population  TEXT,              -- not used here
  PRIMARY KEY (run, thread, place),
  FOREIGN KEY (run, thread) REFERENCES thread (run, place)
) STRICT, WITHOUT ROWID;
