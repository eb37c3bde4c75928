"""The record of a document: exactly the contract, and every span where it says it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tawatur
from tawatur.export import contract
from tawatur.model.claim import (
    Analysis,
    Claim,
    Entity,
    Link,
    Published,
    Reason,
    When,
)
from tawatur.model.mention import (
    Argument,
    Attribution,
    Event,
    Factuality,
    Name,
    NameKind,
    Quantity,
    QuantityMod,
    Source,
    Timex,
)
from tawatur.model.text import Document, Rejected, Span
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

PACKAGE = Path(tawatur.__file__).parent
SCHEMA = json.loads((PACKAGE.parents[1] / "docs" / "contract.schema.json").read_text("utf-8"))
REPORTS = sorted((PACKAGE / "sample").glob("*/*.txt"))

TEXT = "قال الوزير سالم حداد إن 11 صاروخاً سقطت الخميس"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def analysis() -> Analysis:
    event = Event(
        trigger=span("سقطت"),
        rule="fall",
        type="missile-attack",
        sentence=0,
        arguments=(
            Argument("count", span("11 صاروخاً"), mention=0),
            Argument("time", span("الخميس"), mention=0),
        ),
        factuality=Factuality.ACTUAL,
        counts=(0,),
        attribution=0,
        score=0.9,
    )
    speaker = Link("سالم حداد", "ent:1", "قال", False, span("سالم حداد"), "speaker")
    return Analysis(
        document=Document("d1", TEXT, outlet="outlet"),
        published=Published(
            date(2024, 5, 16),
            date(2024, 5, 16),
            (Reason("weekday", span("الخميس"), "Thursday"),),
            (date(2024, 5, 16),),
        ),
        sentences=(Span(0, len(TEXT)),),
        quantities=(
            Quantity(span("11 صاروخاً"), "counted", 11.0, 11.0, 11.0, unit="missile"),
            Quantity(span("11"), "vague", None, 20.0, None, QuantityMod.VAGUE, fraction=0.5),
        ),
        times=(
            Timex(
                span("الخميس"),
                "weekday",
                "DATE",
                "2024-05-16",
                begin=date(2024, 5, 16),
                end_exclusive=date(2024, 5, 17),
                relative={"unit": "weekday", "weekday": 4, "offset": 0},
            ),
        ),
        names=(Name(span("سالم حداد"), "title", NameKind.PERSON, span("الوزير"), None, "ent:1"),),
        entities=(Entity("ent:1", "person", "سالم حداد", aliases=("سالم حداد",)),),
        attributions=(
            Attribution(
                Source("سالم حداد", span("سالم حداد"), "ent:1"),
                span("قال"),
                span("11 صاروخاً سقطت الخميس"),
                "verb",
                via=(Source("الوكالة"),),
                time=0,
            ),
            Attribution(Source("سالم حداد", None, "ent:1"), span("قال"), None, "carried"),
        ),
        claims=(
            Claim(
                "clm:1",
                "d1",
                event,
                When(date(2024, 5, 16), date(2024, 5, 16), "stated", 0),
                None,
                None,
                (speaker,),
            ),
        ),
        findings=(Reason("clash-of-days", None, "two days"),),
    )


def faults(value: Any, schema: Mapping[str, Any], where: str = "record") -> Iterator[str]:
    """What a value has against a JSON schema (the keywords that our schema uses)."""
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], where)
        return
    if "anyOf" in schema:
        if all(list(faults(value, one, where)) for one in schema["anyOf"]):
            yield f"{where}: {value!r} is none of {len(schema['anyOf'])}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not one of {schema['enum']}"
    kinds: dict[str, type] = {
        "object": dict,
        "array": list,
        "string": str,
        "null": type(None),
        "boolean": bool,
    }
    allowed = schema.get("type", [])
    names = [allowed] if isinstance(allowed, str) else allowed
    if names and not any(
        is_number(value, name) if name in {"integer", "number"} else isinstance(value, kinds[name])
        for name in names
    ):
        yield f"{where}: {value!r} is no {' or '.join(names)}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{where}: {value!r} does not match"
    if is_number(value, "number") and not (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
    ):
        yield f"{where}: {value!r} is out of range"
    if isinstance(value, dict):
        yield from (
            f"{where}.{key} is not there" for key in schema.get("required", []) if key not in value
        )
        for key, inner in schema.get("properties", {}).items():
            if key in value:
                yield from faults(value[key], inner, f"{where}.{key}")
        extra = set(value) - set(schema.get("properties", value))
        yield from (f"{where}.{key} is not described" for key in sorted(extra))
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from faults(one, schema.get("items", {}), f"{where}[{place}]")


def is_number(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (name == "number" and isinstance(value, float))


def spans(value: Any) -> Iterator[Mapping[str, Any]]:
    """Everything in a record that has a place in the text."""
    if isinstance(value, dict):
        if value.get("start") is not None:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_record_has_every_field_of_the_contract() -> None:
    made = contract.record(analysis())

    assert list(faults(made, SCHEMA)) == []
    assert made["published"] == {
        "earliest": "2024-05-16",
        "latest": "2024-05-16",
        "basis": ["weekday [40, 46) «الخميس»: Thursday"],
        "candidates": ["2024-05-16"],
    }
    assert made["quantities"][0] == {
        "start": 24,
        "end": 34,
        "text": "11 صاروخاً",
        "value": 11,
        "low": 11,
        "high": 11,
        "mod": "EXACT",
        "unit": "missile",
        "unit_text": None,
        "role": None,
        "population": None,
        "total": False,
        "ordinal": None,
        "percent": None,
        "fraction": None,
        "times": None,
        "part_of": None,
        "replaces": None,
        "rose": False,
        "joins": None,
        "rule": "counted",
    }
    assert made["attributions"] == [
        {
            "source": {
                "start": 11,
                "end": 20,
                "text": "سالم حداد",
                "entity": "ent:1",
                "anonymous": False,
            },
            "cue": {"start": 0, "end": 3, "text": "قال"},
            "content": {"start": 24, "end": 46},
            "form": "indirect",
            "stance": "asserts",
            "via": ["الوكالة"],
            "time": {"earliest": "2024-05-16", "latest": "2024-05-16"},
            "nested_in": None,
            "addressee": None,
            "parts": [],
            "rule": "verb",
        },
        {
            "source": {
                "start": None,
                "end": None,
                "text": "سالم حداد",
                "entity": "ent:1",
                "anonymous": False,
            },
            "cue": {"start": 0, "end": 3, "text": "قال"},
            "content": None,
            "form": "indirect",
            "stance": "asserts",
            "via": [],
            "time": None,
            "nested_in": None,
            "addressee": None,
            "parts": [],
            "rule": "carried",
        },
    ]
    assert made["names"][0]["role_title"] == "الوزير"
    assert made["findings"] == ["clash-of-days: two days"]


def test_event_has_arguments_with_values_and_its_chain() -> None:
    (event,) = contract.record(analysis())["events"]

    assert {k: v for k, v in event.items() if k not in {"plover", "mode", "acled"}} == {
        "id": "clm:1",
        "sentence": 0,
        "trigger": {"start": 35, "end": 39, "text": "سقطت"},
        "type": "missile-attack",
        "activity": None,
        "factuality": "actual",
        "arguments": [
            {
                "role": "count",
                "start": 24,
                "end": 34,
                "text": "11 صاروخاً",
                "entity": None,
                "value": 11,
            },
            {
                "role": "time",
                "start": 40,
                "end": 46,
                "text": "الخميس",
                "entity": None,
                "value": "2024-05-16",
            },
        ],
        "time": {
            "earliest": "2024-05-16",
            "latest": "2024-05-16",
            "basis": "stated",
            "mention": 0,
            "candidates": [],
        },
        "place": None,
        "counts": [0],
        "attribution": 0,
        "chain": [
            {
                "who": "سالم حداد",
                "entity": "ent:1",
                "cue": "قال",
                "anonymous": False,
                "kind": "speaker",
                "start": 11,
                "end": 20,
            }
        ],
        "score": 0.9,
        "reported": True,
        "reasons": [],
        "rule": "fall",
        "judged": [],
    }


def test_rejected_input_has_the_same_keys_and_the_reason() -> None:
    made = contract.rejected(Rejected("a.txt", "not UTF-8"))

    assert list(faults(made, SCHEMA)) == []
    assert (made["id"], made["rejected"], made["events"]) == ("a.txt", "not UTF-8", [])


def test_every_event_type_is_projected() -> None:
    table = contract.ontology()

    assert {"missile-attack", "protest", "casualties"} <= set(table)
    assert table["protest"]["plover"] == "PROTEST"


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_real_output_keeps_the_contract(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    made = contract.record(analyse(Document(path.stem, text), arabic()))

    assert list(faults(made, SCHEMA)) == []
    for one in spans(made):
        assert 0 <= one["start"] < one["end"] <= len(text)
        if "text" in one:
            assert one["text"] == text[one["start"] : one["end"]]
    ids = {entity["id"] for entity in made["entities"]}
    assert {name["entity"] for name in made["names"]} - {None} <= ids
    assert {place for event in made["events"] for place in event["counts"]} <= set(
        range(len(made["quantities"]))
    )
    assert {event["sentence"] for event in made["events"]} <= set(range(len(made["sentences"])))
