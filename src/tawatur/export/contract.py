"""The record of one document that machines read: every key always there, offsets in code points.

The fields are described in ``docs/contract.md`` and, for validators, in
``docs/contract.schema.json``. Fields may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from tawatur.annotate.event_score import is_reported
from tawatur.export.judged import judged
from tawatur.export.plain import iso, plain
from tawatur.model.claim import Analysis, Claim, Entity, Link, Published, Reason, When
from tawatur.model.mention import Argument, Attribution, Name, Quantity, Relation, Source, Timex
from tawatur.model.text import Document, Rejected, Span
from tawatur.rules.load import records

_ONE_DAY = timedelta(days=1)


def record(analysis: Analysis) -> dict[str, Any]:
    """The analysis of one document as JSON values, in the order of the text."""
    document = analysis.document
    text = document.text
    return {
        "id": document.id,
        "published": _published(analysis.published, text),
        "outlet": document.outlet,
        "agency": analysis.agency,
        "dateline": _range(analysis.dateline) if analysis.dateline else None,
        "boilerplate": [_range(span) for span in analysis.boilerplate],
        "headings": [_range(span) for span in analysis.headings],
        "sentences": [_range(span) for span in analysis.sentences],
        "quantities": [_quantity(quantity, text) for quantity in analysis.quantities],
        "times": [_time(time, text) for time in analysis.times],
        "names": [_name(name, text) for name in analysis.names],
        "entities": [_entity(entity) for entity in analysis.entities],
        "attributions": _attributions(analysis),
        "events": _events(analysis),
        "findings": [_reason(reason, text) for reason in analysis.findings],
        "rejected": None,
    }


def rejected(rejection: Rejected) -> dict[str, Any]:
    """The record of an input that could not be read: the same keys, nothing in them, the reason."""
    empty = record(Analysis(Document(rejection.input, ""), Published(), ()))
    return {**empty, "rejected": rejection.reason}


def _published(published: Published, text: str) -> dict[str, Any]:
    return {
        "earliest": iso(published.earliest),
        "latest": iso(published.latest),
        "basis": [_reason(reason, text) for reason in published.basis],
        "candidates": [day.isoformat() for day in published.candidates],
    }


def _reason(reason: Reason, text: str) -> str:
    """One step of a proof in a line: the rule, the place and its words, and what it leaves.

    >>> _reason(Reason("weekday", Span(0, 6), "5 days left"), "الخميس")
    'weekday [0, 6) «الخميس»: 5 days left'
    """
    place = ""
    if reason.span is not None:
        place = f" [{reason.span.start}, {reason.span.end}) «{reason.span.of(text)}»"
    return f"{reason.rule}{place}: {reason.text}" if reason.text else f"{reason.rule}{place}"


def _quantity(quantity: Quantity, text: str) -> dict[str, Any]:
    return {
        **_words(quantity.span, text),
        "value": plain(quantity.value),
        "low": plain(quantity.low),
        "high": plain(quantity.high),
        "mod": str(quantity.mod),
        "unit": quantity.unit,
        "unit_text": quantity.unit_text,
        "role": quantity.role,
        "population": quantity.population,
        "total": quantity.total,
        "ordinal": quantity.ordinal,
        "percent": plain(quantity.percent),
        "fraction": plain(quantity.fraction),
        "times": plain(quantity.value) if quantity.unit == "times" else None,
        "part_of": quantity.part_of,
        "replaces": quantity.replaces,
        "rose": quantity.rose,
        "joins": quantity.joins,
        "rule": quantity.rule,
    }


def _time(time: Timex, text: str) -> dict[str, Any]:
    return {
        **_words(time.span, text),
        "type": time.type,
        "value": time.value,
        "mod": time.mod,
        "begin": iso(time.begin),
        "end_exclusive": iso(time.end_exclusive),
        "signal": time.signal,
        "anchor": time.anchor,
        "calendar": time.calendar,
        "orig": time.orig,
        "quant": time.quant,
        "freq": time.freq,
        "function": time.function,
        "relative": None if time.relative is None else dict(time.relative),
        "candidates": list(time.candidates),
        "rule": time.rule,
    }


def _name(name: Name, text: str) -> dict[str, Any]:
    return {
        **_words(name.span, text),
        "kind": str(name.kind),
        "entity": name.entity,
        "role_title": name.title.of(text) if name.title else None,
        "relation": None if name.relation is None else _relation(name.relation, text),
        "rule": name.rule,
    }


def _relation(relation: Relation, text: str) -> dict[str, Any]:
    """What the words around a place tell by their relation to it; an entity where it is located."""
    return {
        **_words(relation.span, text),
        "make": relation.make,
        "bearing": plain(relation.bearing),
        "km": plain(relation.km),
        "entity": relation.entity,
        "rule": relation.rule,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": str(entity.kind),
        "name": entity.name,
        "name_en": entity.name_en,
        "aliases": list(entity.aliases),
        "country": entity.country,
        "sector": entity.sector,
        "role_title": entity.role_title,
        "lat": plain(entity.lat),
        "lon": plain(entity.lon),
        "geo_precision": entity.geo_precision,
        "radius_km": plain(entity.radius_km),
        "gazetteer": entity.gazetteer,
        "admin1": entity.admin1,
        "basis": list(entity.basis),
        "candidates": list(entity.candidates),
        "latin": entity.latin,
        "organisation": entity.organisation,
    }


def _attributions(analysis: Analysis) -> list[dict[str, Any]]:
    """Each saying once; what its speaker goes on to say («مشيراً إلى») are its ``parts``."""
    sayings = analysis.attributions
    mains, place = _mains(sayings)
    return [
        {
            **_saying(sayings[main], analysis),
            "source": _source(sayings[main].source, analysis.document.text),
            "form": _form(sayings[main], [sayings[part] for part in parts]),
            "via": [channel.entity or channel.text for channel in sayings[main].via],
            "time": _days_of(analysis.times, sayings[main].time),
            "nested_in": None if (outer := sayings[main].nested_in) is None else place[outer],
            "parts": [
                {**_saying(sayings[part], analysis), "form": sayings[part].form} for part in parts
            ],
        }
        for main, parts in mains.items()
    ]


def _mains(sayings: Sequence[Attribution]) -> tuple[dict[int, list[int]], dict[int, int]]:
    """The parts of each main saying, and where each saying stands in the record's list."""
    mains: dict[int, list[int]] = {}
    heads: dict[int, int] = {}
    for number, one in enumerate(sayings):
        head = number
        if one.continues is not None:
            head = heads.get(one.continues, one.continues)
        heads[number] = head
        mains.setdefault(head, [])
        if head != number:
            mains[head].append(number)
    order = sorted(mains)
    places = {head: place for place, head in enumerate(order)}
    return {head: mains[head] for head in order}, {n: places[h] for n, h in heads.items()}


def _form(main: Attribution, parts: Sequence[Attribution]) -> str:
    """Indirect speech that goes on with the speaker's own words is mixed."""
    if main.form == "indirect" and any(part.form != "indirect" for part in parts):
        return "mixed"
    return main.form


def _saying(attribution: Attribution, analysis: Analysis) -> dict[str, Any]:
    content, told = attribution.content, attribution.addressee
    return {
        "cue": _words(attribution.cue, analysis.document.text),
        "content": None if content is None else _range(content),
        "stance": attribution.stance,
        "addressee": None if told is None else _words(told, analysis.document.text),
        "rule": attribution.rule,
    }


def _source(source: Source, text: str) -> dict[str, Any]:
    """Who says it; a source carried over from an earlier sentence has its words, but no place."""
    words = (
        {"start": None, "end": None, "text": source.text}
        if source.span is None
        else _words(source.span, text)
    )
    return {**words, "entity": source.entity, "anonymous": source.anonymous}


def _days_of(times: Sequence[Timex], place: int | None) -> dict[str, Any] | None:
    if place is None:
        return None
    time = times[place]
    return {
        "earliest": iso(time.begin),
        "latest": iso(time.end_exclusive - _ONE_DAY) if time.end_exclusive else None,
    }


def _events(analysis: Analysis) -> list[dict[str, Any]]:
    _, place = _mains(analysis.attributions)
    return [_event(claim, analysis, place) for claim in analysis.claims]


def _event(claim: Claim, analysis: Analysis, sayings: Mapping[int, int]) -> dict[str, Any]:
    event = claim.event
    text = analysis.document.text
    codes = ontology().get(event.type, {})
    place = {"entity": claim.place, "geo_precision": claim.geo_precision} if claim.place else None
    return {
        "id": claim.id,
        "sentence": event.sentence,
        "trigger": _words(event.trigger, text),
        "type": event.type,
        "plover": codes.get("plover"),
        "mode": codes.get("mode"),
        "acled": codes.get("acled"),
        "activity": event.activity,
        "factuality": str(event.factuality),
        "arguments": [_argument(argument, analysis) for argument in event.arguments],
        "time": _when(claim.when),
        "place": place,
        "counts": list(event.counts),
        "attribution": None if event.attribution is None else sayings[event.attribution],
        "chain": [_link(link) for link in claim.chain],
        "score": plain(round(event.score, 4)),
        "reported": is_reported(event.score),
        "reasons": list(event.reasons),
        "rule": event.rule,
        "judged": [judged(one) for one in claim.judged],
    }


def _argument(argument: Argument, analysis: Analysis) -> dict[str, Any]:
    return {
        "role": argument.role,
        **_words(argument.span, analysis.document.text),
        "entity": argument.entity,
        "value": _value_of(argument, analysis),
    }


def _value_of(argument: Argument, analysis: Analysis) -> str | int | float | None:
    """The value of a time or a count; ``None`` for who and what."""
    if argument.mention is None:
        return None
    if argument.role == "time":
        return analysis.times[argument.mention].value
    return plain(analysis.quantities[argument.mention].value)


def _when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "earliest": iso(when.earliest),
        "latest": iso(when.latest),
        "basis": when.basis,
        "mention": when.timex,
        "candidates": [day.isoformat() for day in when.candidates],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "who": link.who,
        "entity": link.entity,
        "cue": link.cue,
        "anonymous": link.anonymous,
        "kind": link.kind,
        "start": link.span.start if link.span else None,
        "end": link.span.end if link.span else None,
    }


def _range(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _words(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


@cache
def ontology() -> Mapping[str, Mapping[str, str | None]]:
    """What the event types are called elsewhere (PLOVER, ACLED, ...), by type, from its table."""
    return {
        row["type"]: {key: None if cell in {"", "-"} else cell for key, cell in row.items()}
        for row in records("ontology.tsv")
    }
