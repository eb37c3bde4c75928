-- What lists need to know of every incident and report of a run, worked out once and kept beside
-- the project. :run is the run; the project is attached as ``project``.

CREATE TABLE member AS
SELECT ic.incident, c.analysis, c.place AS claim, ic.claim AS id, c.factuality
FROM project.incident_claim ic
JOIN project.claim c ON c.run = ic.run AND c.id = ic.claim
WHERE ic.run = :run
UNION ALL
-- What a person added stands in no report's claims; it happened, unless they say otherwise.
SELECT ic.incident, a.number, NULL, ic.claim, 'actual'
FROM project.incident_claim ic
JOIN project.amendment m ON m.run = ic.run AND m.claim = ic.claim AND m.kind = 'add'
JOIN project.analysis a ON a.run = m.run AND a.document = m.document
WHERE ic.run = :run;

CREATE TABLE report AS
SELECT d.number, d.id, d.outlet, d.title, d.path, d.given_id, d.url, a.number AS analysis,
  a.agency, a.published_earliest AS earliest, a.published_latest AS latest,
  count(DISTINCT m.incident) AS incidents, count(m.id) AS claims
FROM project.analysis a
JOIN project.document d ON d.id = a.document
LEFT JOIN member m ON m.analysis = a.number
WHERE a.run = :run AND d.id IN (SELECT document FROM project.intake)
GROUP BY a.number;
CREATE UNIQUE INDEX report_analysis ON report (analysis);
CREATE UNIQUE INDEX report_id ON report (id);
CREATE INDEX report_outlet ON report (outlet);
CREATE UNIQUE INDEX report_number ON report (number);

CREATE TABLE spot AS
SELECT e.id, min(e.name) AS name, min(e.name_en) AS name_en, min(e.latin) AS latin,
  min(e.country) AS country, min(e.lat) AS lat, min(e.lon) AS lon,
  min(e.geo_precision) AS geo_precision, min(e.radius_km) AS radius_km, min(e.admin1) AS admin1
FROM project.entity e
WHERE e.id IN (SELECT location FROM project.incident WHERE run = :run)
  AND e.analysis IN (SELECT analysis FROM report)
GROUP BY e.id;
CREATE UNIQUE INDEX spot_id ON spot (id);
-- Places that people gave stand in no report's names: what they told of them, with the claim or pin.
INSERT OR IGNORE INTO spot (id, name, name_en, country, lat, lon, radius_km)
SELECT coalesce(json_extract(told, '$.entity'), place_id(json_extract(told, '$.name'))),
  json_extract(told, '$.name'), json_extract(told, '$.name_en'), json_extract(told, '$.country'),
  json_extract(told, '$.lat'), json_extract(told, '$.lon'), json_extract(told, '$.radius_km')
FROM (
  SELECT CASE field WHEN 'place' THEN human ELSE json_extract(human, '$.place') END AS told
  FROM project.amendment WHERE run = :run AND (field = 'place' OR kind IN ('add', 'keep'))
  UNION ALL
  SELECT human FROM project.incident_judged WHERE run = :run AND field = 'place'
) WHERE json_extract(told, '$.name') IS NOT NULL;

CREATE INDEX member_incident ON member (incident);
CREATE INDEX member_analysis ON member (analysis);

CREATE TABLE tally AS
SELECT m.incident, count(*) AS claims, count(DISTINCT m.analysis) AS reports,
  count(DISTINCT coalesce(r.outlet, r.id)) AS outlets,
  min(r.earliest) AS first_report, max(r.latest) AS last_report,
  max(m.factuality = 'actual') AS actual
FROM member m JOIN report r ON r.analysis = m.analysis
GROUP BY m.incident;

-- ``standing`` is how far an incident is attested, never whether it is true; the first that applies:
-- announced (no account has it as a fact), disputed (accounts contradict or deny one another in
-- some field), several (two or more independent originators), single (all rests on one).
CREATE TABLE event AS
SELECT e.*, CASE WHEN NOT e.actual THEN 'announced' WHEN e.conflicts + e.denials > 0
  THEN 'disputed' WHEN e.originators > 1 THEN 'several' ELSE 'single' END AS standing
FROM (SELECT i.place AS number, i.id, i.type, i.earliest, i.latest, i.location,
  coalesce(i.earliest, i.latest) AS day,
  s.name, s.name_en, s.latin, s.country, s.lat, s.lon, s.geo_precision, s.radius_km,
  t.claims, t.reports, t.outlets, t.first_report, t.last_report, t.actual,
  (SELECT count(DISTINCT o.origin) FROM project.incident_origin o
    WHERE o.run = i.run AND o.incident = i.place) AS originators,
  (SELECT count(DISTINCT v.field) FROM project.verdict v
    WHERE v.run = i.run AND v.incident = i.place AND v.outcome = 'conflicts') AS conflicts,
  (SELECT count(DISTINCT v.field) FROM project.verdict v
    WHERE v.run = i.run AND v.incident = i.place AND v.outcome = 'denies') AS denials,
  (SELECT count(DISTINCT v.right_claim) FROM project.verdict v
    WHERE v.run = i.run AND v.incident = i.place AND v.outcome = 'copies') AS copies
FROM project.incident i
JOIN tally t ON t.incident = i.place
LEFT JOIN spot s ON s.id = i.location
WHERE i.run = :run) e;
CREATE UNIQUE INDEX event_number ON event (number);
CREATE UNIQUE INDEX event_id ON event (id);
CREATE INDEX event_order ON event (day IS NULL, day, number);
CREATE INDEX event_day ON event (day, number);
CREATE INDEX event_reports ON event (reports, day);
-- All that a list can be narrowed to and sorted by, so that only the rows of one page are opened.
CREATE INDEX event_narrowed ON event (type, country, standing, reports, originators, conflicts,
  denials, earliest, latest, day, number, name, name_en, lat);

CREATE TABLE event_outlet AS
SELECT DISTINCT m.incident, r.outlet
FROM member m JOIN report r ON r.analysis = m.analysis WHERE r.outlet IS NOT NULL;
CREATE INDEX event_outlet_outlet ON event_outlet (outlet, incident);

CREATE TABLE facet AS
SELECT 'type' AS facet, type AS value, count(*) AS events FROM event GROUP BY type
UNION ALL SELECT 'country', country, count(*) FROM event WHERE country IS NOT NULL GROUP BY country
UNION ALL SELECT 'outlet', outlet, count(*) FROM event_outlet GROUP BY outlet;
ANALYZE main;
