"""Exports that are no tables, read back by the programs that they are for."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from geojson_pydantic import FeatureCollection

from tawatur.cli.export import Kind, _pieces
from tawatur.cli.main import main
from tawatur.cli.show import reading
from tawatur.compare.account import bench
from tawatur.export import brat, timelinejs
from tawatur.export.columns import names
from tawatur.export.happening import happening
from tawatur.model.claim import Analysis, Incident, Published
from tawatur.model.mention import Name, NameKind
from tawatur.model.text import Document, Span

FTM = json.loads((Path(__file__).parent / "data" / "ftm_4.11.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def texts(sample: Path) -> dict[str, str]:
    with reading(sample) as (store, run):
        return {one.id: one.text for one in store.documents(run)}


def written(sample: Path, kind: Kind) -> str:
    with reading(sample) as (store, run):
        return "".join(_pieces(kind, store, run, quiet=True))


# --- GeoJSON -------------------------------------------------------------------------------------


def test_geojson(sample: Path, texts: dict[str, str]) -> None:
    read = json.loads(written(sample, Kind.GEOJSON))
    FeatureCollection(**read)

    assert {tuple(one["properties"]) for one in read["features"]} == {names("geojson")}
    for one in read["features"]:
        assert (one["geometry"] is None) == (
            one["properties"]["geo_precision"] in {None, 0}
        )  # fmt: skip
        for quote in one["properties"]["quotes"]:
            assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["quote"]
    placed = [one for one in read["features"] if one["geometry"]]
    assert len(placed) > 5
    longitudes = [one["geometry"]["coordinates"][0] for one in placed]
    latitudes = [one["geometry"]["coordinates"][1] for one in placed]
    assert all(9 < lon < 49 for lon in longitudes)  # Libya and Iraq
    assert all(19 < lat < 38 for lat in latitudes)


# --- TimelineJS ----------------------------------------------------------------------------------

# Ours: TimelineJS publishes no schema, and its documentation was not at hand.
DATE = {
    "type": "object", "required": ["year"], "additionalProperties": False,
    "properties": {"year": {"type": "integer"}, "month": {"type": "integer", "minimum": 1,
                   "maximum": 12}, "day": {"type": "integer", "minimum": 1, "maximum": 31}},
}  # fmt: skip
TIMELINE = {
    "type": "object", "required": ["events"], "additionalProperties": False,
    "properties": {"events": {"type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["start_date", "text"], "additionalProperties": False,
        "properties": {
            "start_date": DATE, "end_date": DATE, "display_date": {"type": "string"},
            "group": {"type": "string"}, "unique_id": {"type": "string"},
            "text": {"type": "object", "additionalProperties": False, "required": ["headline"],
                     "properties": {"headline": {"type": "string"}, "text": {"type": "string"}}},
        },
    }}},
}  # fmt: skip


def test_timelinejs(sample: Path) -> None:
    read = json.loads(written(sample, Kind.TIMELINEJS))

    jsonschema.validate(read, TIMELINE)
    assert {key for one in read["events"] for key in one} == set(names("timelinejs"))
    for one in read["events"]:
        days = [date(*one[key].values()) for key in ("start_date", "end_date") if key in one]
        assert days == sorted(days)


def test_timelinejs_shows_no_html_of_a_report(story: Any) -> None:
    report = story.report("d1", outlet="<b>x</b>", text="<script>alert(1)</script>")
    claim = report.claim("attack", day="2024-05-14", trigger="<script>", sentence=0)
    made = Incident("inc:1", "attack", (claim.id,), date(2024, 5, 14), date(2024, 5, 14), None)
    shown = timelinejs.event(happening(made, bench(story.analyses[:1], ())))

    assert shown is not None
    assert shown["text"]["text"] == (
        '<p dir="rtl">&lt;script&gt;alert(1)&lt;/script&gt; <b>&lt;b&gt;x&lt;/b&gt;</b></p>'
    )


# --- JSON-LD -------------------------------------------------------------------------------------

QUERY = """
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?doc ?start ?end ?exact ?claim WHERE {
  ?note a oa:Annotation ; oa:hasBody ?claim ; oa:hasTarget ?target .
  ?target oa:hasSource ?doc ; oa:hasSelector ?place , ?quote .
  ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact .
  ?claim prov:wasQuotedFrom ?doc ; prov:wasGeneratedBy ?run . ?run prov:used ?doc .
}"""
COUNTS = """SELECT ?type (COUNT(DISTINCT ?one) AS ?n) WHERE { ?one a ?type } GROUP BY ?type"""


def test_jsonld(sample: Path, texts: dict[str, str]) -> None:
    """Read by rdflib; every annotation leads to its words, its report and the run."""
    graph, context = graph_of(written(sample, Kind.JSONLD))
    with reading(sample) as (store, run):
        claims = [claim for one in store.analyses(run) for claim in one.claims]
        incidents = store.count_incidents(run)
    held: dict[str, int] = {str(row.type): int(row.n) for row in graph.query(COUNTS)}
    short = {f"{prefix}:{type_.removeprefix(iri)}": n for type_, n in held.items()
             for prefix, iri in context.items() if type_.startswith(iri)}  # fmt: skip

    assert set(names("jsonld")) <= set(short)
    assert (short["schema:Claim"], short["sem:Event"], short["schema:NewsArticle"]) == (
        len(claims), incidents, len(texts)
    )  # fmt: skip
    found = list(graph.query(QUERY))
    for row in found:
        text = texts[str(row.doc).removeprefix("urn:tawatur:")]
        assert text[int(row.start) : int(row.end)] == str(row.exact)
    assert {str(row.claim).removeprefix("urn:tawatur:") for row in found} == {c.id for c in claims}


def graph_of(text: str) -> tuple[Any, dict[str, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's own
        import rdflib

        return rdflib.Graph().parse(data=text, format="json-ld"), json.loads(text)["@context"]


# --- FollowTheMoney ------------------------------------------------------------------------------


def test_ftm_has_the_properties_of_its_schema(sample: Path) -> None:
    """Schemata and properties as followthemoney 4.11 has them; every reference leads somewhere."""
    entities = [json.loads(line) for line in written(sample, Kind.FTM).splitlines()]
    ids = {one["id"] for one in entities}
    used = set()
    for one in entities:
        schema = FTM[one["schema"]]
        for name, values in one["properties"].items():
            used.add(f"{one['schema']}.{name}")
            assert values
            assert all(isinstance(value, str) for value in values)
            if schema[name] == "entity":
                assert set(values) <= ids
    documented = {name for name in names("ftm") if not name.endswith("contentHash")}

    assert len(ids) == len(entities)
    assert used <= documented
    assert documented - used <= {"Article.sourceUrl"}  # none of the sample has an address


def test_ftm_is_read_by_its_package(sample: Path) -> None:
    model = pytest.importorskip("followthemoney").model
    for line in written(sample, Kind.FTM).splitlines():
        given = json.loads(line)
        model.get(given["schema"]).validate(given)
        proxy = model.get_proxy(given, cleaned=False)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}

        assert kept == {name: sorted(values) for name, values in given["properties"].items()}


# --- brat ----------------------------------------------------------------------------------------


def marks(ann: str, text: str) -> Iterator[tuple[str, str]]:
    """The marks of a standoff file by number; fails where one does not stand in the text."""
    for line in ann.split("\n"):
        if line.startswith("T"):
            number, where, words = line.split("\t")
            type_, _, places = where.partition(" ")
            spans = [tuple(map(int, one.split(" "))) for one in places.split(";")]
            assert " ".join(text[start:end] for start, end in spans) == words
            assert all(a < b for a, b in spans)
            assert all(one[1] <= two[0] for one, two in pairwise(spans))
            yield number, type_


def check(ann: str, text: str, configuration: str) -> Counter[str]:
    """Reads a file as brat does: every reference leads to a mark, every type is configured."""
    found = dict(marks(ann, text))
    events: dict[str, str] = {}
    lines = [line for line in ann.split("\n") if line]
    for line in lines:
        number, rest = line.split("\t", 1)
        if number.startswith("E"):
            trigger, *arguments = rest.split(" ")
            type_, _, mark = trigger.partition(":")
            assert found[mark] == type_
            assert all(one.split(":")[1] in found for one in arguments)
            assert len({one.split(":")[0] for one in arguments}) == len(arguments)
            events[number] = type_
    for line in lines:
        number, rest = line.split("\t", 1)
        words = rest.split("\t")[0].split(" ")
        match number[0]:
            case "R":
                assert {one.split(":")[1] for one in words[1:]} <= found.keys()
            case "A":
                assert words[1] in events
            case "N" | "#":
                assert words[1] in found.keys() | events.keys()
    for type_ in {*found.values(), *events.values()}:
        assert re.search(rf"^{type_}(\t|$)", configuration, re.M), type_
    assert len({line.split("\t")[0] for line in lines}) == len(lines)
    return Counter(line[0] for line in lines)


def test_brat(sample: Path, tmp_path: Path, texts: dict[str, str]) -> None:
    folder = tmp_path / "brat"
    with pytest.raises(SystemExit) as end:
        main(["export", "brat", "-p", str(sample), "-o", str(folder), "-q"])
    configuration = (folder / "annotation.conf").read_text("utf-8")
    total: Counter[str] = Counter()
    for own_id, text in texts.items():
        file = folder / brat.file_name(own_id)
        with file.with_suffix(".txt").open(encoding="utf-8", newline="") as stored:
            assert stored.read() == text
        total += check(file.with_suffix(".ann").read_text("utf-8"), text, configuration)

    assert not end.value.code
    assert len(list(folder.iterdir())) == 2 * len(texts) + 1
    with reading(sample) as (store, run):
        claims = sum(len(one.claims) for one in store.analyses(run))
    assert (total["E"], total["A"]) == (claims, claims)
    assert min(total[kind] for kind in "TRN#") > 100


@pytest.mark.parametrize("between", ["\n", "\r\n", "\t", "\u2028", "\x85", "\x1c", "\n\n \t"])
def test_brat_marks_run_over_what_breaks_lines(between: str) -> None:
    text = f"\U0001f600 قاسم{between}سليماني"
    name = Name(Span(2, len(text)), "test", NameKind.PERSON, entity="ent:1")
    analysis = Analysis(Document("d", text), Published(), (), names=(name,))
    ann = "\n".join(brat.standoff(analysis))

    assert check(ann, text, brat.configuration()) == Counter("T#N")


def test_the_marks_of_brat_are_documented() -> None:
    listed = set(names("brat"))

    assert set(brat.ENTITIES) <= listed
    assert listed - set(brat.ENTITIES) == {
        "Said", "Says", "(event type)", "Factuality", "Entity", "#",
    }  # fmt: skip
