"""An incident with all its accounts as JSON values: who says what, on whose word, and where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tawatur.model.claim import Analysis, Claim, Entity, Incident, Link, When
from tawatur.model.judgement import Judged
from tawatur.model.mention import Quantity


def record(incident: Incident, analyses: Mapping[str, Analysis]) -> dict[str, Any]:
    """The incident; ``analyses`` by claim id hold at least those of its claims."""
    claims = {
        claim.id: claim
        for analysis in {id(one): one for one in analyses.values()}.values()
        for claim in analysis.claims
    }
    entities = {
        entity.id: entity
        for claim in incident.claims
        for entity in analyses[claim].entities
        if entity.id == incident.place
    }
    return {
        "id": incident.id,
        "type": incident.type,
        "earliest": _day(incident.earliest),
        "latest": _day(incident.latest),
        "place": _place(entities.get(incident.place or "")),
        "accounts": [account(claims[claim], analyses[claim]) for claim in incident.claims],
        "rejected": [
            account(claims[claim], analyses[claim]) for claim in incident.rejected
        ],
        "judged": [judged(one) for one in incident.judged],
        "originators": [list(group) for group in incident.originators],
        "verdicts": [
            {"left": verdict.left, "right": verdict.right, "field": verdict.field,
             "outcome": verdict.outcome, "rule": verdict.rule, "text": verdict.text}
            for verdict in incident.verdicts
        ],
        "links": [
            {"left": link.left, "right": link.right,
             "weights": [{"feature": w.feature, "bits": w.bits, "text": w.text}
                         for w in link.weights]}
            for link in incident.links
        ],
    }  # fmt: skip


def account(claim: Claim, analysis: Analysis) -> dict[str, Any]:
    """One claim with the words it rests on and the chain of its sources."""
    document, event = analysis.document, claim.event
    text = document.text
    sentence = analysis.sentences[event.sentence]
    entities = {entity.id: entity for entity in analysis.entities}
    return {
        "claim": claim.id,
        "document": document.id,
        "outlet": document.outlet,
        "title": document.title,
        "url": document.url,
        "path": document.path,
        "published": {
            "earliest": _day(analysis.published.earliest),
            "latest": _day(analysis.published.latest),
        },
        "type": event.type,
        "activity": event.activity,
        "factuality": str(event.factuality),
        "time": _when(claim.when),
        "place": _place(entities.get(claim.place or "")),
        "counts": [_count(analysis.quantities[place], text) for place in event.counts],
        "arguments": [
            {"role": one.role, "start": one.span.start, "end": one.span.end,
             "text": one.span.of(text), "entity": one.entity}
            for one in event.arguments
        ],
        "chain": [_link(link) for link in claim.chain],
        "trigger": {"start": event.trigger.start, "end": event.trigger.end,
                    "text": event.trigger.of(text)},
        "sentence": {"start": sentence.start, "end": sentence.end, "text": sentence.of(text)},
        "score": event.score,
        "rule": event.rule,
        "judged": [judged(one) for one in claim.judged],
    }  # fmt: skip


def judged(one: Judged) -> dict[str, Any]:
    """What a person decided on a claim or an incident, beside what the machine says."""
    return {
        "judgement": one.id,
        "kind": one.kind,
        "who": one.who,
        "when": one.at,
        "why": one.why,
        "field": one.field,
        "machine": None if one.machine is None else json.loads(one.machine),
        "human": None if one.human is None else json.loads(one.human),
        "span": None if one.span is None else {"start": one.span.start, "end": one.span.end},
    }


def _count(quantity: Quantity, text: str) -> dict[str, Any]:
    return {
        "start": quantity.span.start,
        "end": quantity.span.end,
        "text": quantity.span.of(text),
        "role": quantity.role,
        "unit": quantity.unit,
        "value": _plain(quantity.value),
        "low": _plain(quantity.low),
        "high": _plain(quantity.high),
        "mod": str(quantity.mod),
        "total": quantity.total,
    }


def _link(link: Link) -> dict[str, Any]:
    return {"who": link.who, "entity": link.entity, "kind": link.kind, "cue": link.cue,
            "anonymous": link.anonymous}  # fmt: skip


def _place(entity: Entity | None) -> dict[str, Any] | None:
    if entity is None:
        return None
    return {"entity": entity.id, "name": entity.name, "name_en": entity.name_en,
            "country": entity.country, "lat": entity.lat, "lon": entity.lon,
            "geo_precision": entity.geo_precision, "radius_km": entity.radius_km}  # fmt: skip


def _when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {"earliest": _day(when.earliest), "latest": _day(when.latest), "basis": when.basis}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point."""
    if value is None or not float(value).is_integer():
        return value
    return int(value)
