"""Reports, incidents and who is named in them as entities of FollowTheMoney, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tawatur.export.happening import Happening
from tawatur.export.plain import iso
from tawatur.export.states import state
from tawatur.model.claim import Analysis, Entity
from tawatur.model.mention import NameKind

SCHEMATA: Final = {NameKind.PERSON.value: "Person", NameKind.ORGANISATION.value: "Organization"}
Properties = dict[str, dict[str, None]]  # the values of each property, each once, in order


def lines(analyses: Iterable[Analysis], happenings: Iterable[Happening]) -> Iterator[str]:
    """The entities: reports and mentions, then incidents, then people and bodies.

    People and bodies come last because reports add to them; they are what is held in memory.
    """
    named: dict[str, tuple[str, Properties]] = {}
    for analysis in analyses:
        yield _line(article(analysis))
        for entity in analysis.entities:
            if entity.kind in SCHEMATA:
                held = named.setdefault(_id(entity.id), (SCHEMATA[entity.kind], {}))
                _describe(held[1], entity)
        yield from map(_line, _mentions(analysis))
    for happening in happenings:
        yield _line(event(happening))
    for own_id, (schema, properties) in named.items():
        yield _line(_entity(own_id, schema, properties))


def article(analysis: Analysis) -> dict[str, Any]:
    """A report, without its text."""
    document, day = analysis.document, analysis.published.day
    return _made(document.id, "Article", {
        "title": [document.title or document.label],
        "publisher": [document.outlet],
        "publishedAt": [iso(day)],
        "sourceUrl": [document.url],
        "language": ["ara"],
    })  # fmt: skip


def event(happening: Happening) -> dict[str, Any]:
    """An incident."""
    incident, found = happening.incident, happening.where
    first, last = iso(incident.earliest), iso(incident.latest)
    place = None if found is None else found.place
    label = None if place is None else place.name_en or place.name
    days = first if first == last else f"{first or ''}..{last or ''}"
    involved = [
        _id(entity.id)
        for telling in happening.tellings
        for argument in telling.claim.event.arguments
        if (entity := telling.entity(argument.entity)) is not None and entity.kind in SCHEMATA
    ]
    return _made(incident.id, "Event", {
        "name": [", ".join(filter(None, (incident.type, label, days)))],
        "startDate": [first],
        "endDate": [last],
        "location": [place.name, place.name_en] if place else [],
        "country": [_country(place)],
        "involved": involved,
        "summary": [_account(happening, n) for n in range(len(happening.tellings))],
        "proof": [_id(report.document.id) for report in happening.reports],
        "recordId": [incident.id],
    })  # fmt: skip


def _account(happening: Happening, place: int) -> str:
    telling = happening.tellings[place]
    document = telling.analysis.document
    sentence = telling.analysis.sentences[telling.claim.event.sentence].of(document.text)
    return f"{document.outlet or document.label}: {sentence}"


def _mentions(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Each way in which a report calls a person or body, once."""
    kinds = {entity.id: entity.kind for entity in analysis.entities}
    seen = set()
    for name in analysis.names:
        schema = SCHEMATA.get(kinds.get(name.entity or "", ""))
        words = " ".join(name.span.of(analysis.document.text).split())
        if schema is None or name.entity is None or (name.entity, words) in seen:
            continue
        seen.add((name.entity, words))
        own_id = f"{analysis.document.id}-{name.span.start}-{name.span.end}"
        yield _made(own_id, "Mention", {
            "document": [_id(analysis.document.id)],
            "name": [words],
            "detectedSchema": [schema],
            "resolved": [_id(name.entity)],
        })  # fmt: skip


def _describe(properties: Properties, entity: Entity) -> None:
    """Adds what a report tells of a person or body."""
    place = "position" if entity.kind == NameKind.PERSON else "classification"
    told = (
        *(("name", name) for name in (entity.name, entity.name_en)),
        ("country", _country(entity)),
        (place, entity.role_title if place == "position" else entity.sector),
    )
    for name, value in told:
        if value:
            properties.setdefault(name, {})[value] = None


def _country(entity: Entity | None) -> str | None:
    """The code of a state; bodies of many states («UN») have none."""
    code = None if entity is None else entity.country
    return code.lower() if code and state(code) else None


def _made(own_id: str, schema: str, values: dict[str, list[Any]]) -> dict[str, Any]:
    properties = {name: dict.fromkeys(v for v in held if v) for name, held in values.items()}
    return _entity(_id(own_id), schema, properties)


def _entity(own_id: str, schema: str, properties: Properties) -> dict[str, Any]:
    filled = {name: list(values) for name, values in properties.items() if values}
    return {"id": own_id, "schema": schema, "properties": filled}


def _id(own_id: str) -> str:
    """An id in the characters that FollowTheMoney allows.

    >>> _id("doc:1a2b")
    'tawatur-doc-1a2b'
    """
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in own_id)
    return f"tawatur-{kept}"


def _line(entity: dict[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False) + "\n"
