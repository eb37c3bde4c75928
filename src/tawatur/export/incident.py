"""An incident with all its accounts as JSON values: who says what, on whose word, and where."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tawatur.compare.account import Bench
from tawatur.compare.figures import Figure, figures
from tawatur.compare.grade import Grade, grade
from tawatur.compare.matrix import Row, matrix
from tawatur.export.judged import judged
from tawatur.export.plain import iso, plain
from tawatur.model.claim import Analysis, Claim, Entity, Incident, Link, When
from tawatur.model.mention import Quantity
from tawatur.model.text import Span


def record(incident: Incident, ready: Bench) -> dict[str, Any]:
    """The incident from a bench of its reports, those of rejected claims among them."""
    owners = ready.claims
    entities = {
        entity.id: entity
        for claim in incident.claims
        for entity in owners[claim][1].entities
        if entity.id == incident.place
    }
    return {
        "id": incident.id,
        "type": incident.type,
        "earliest": iso(incident.earliest),
        "latest": iso(incident.latest),
        "place": _place(entities.get(incident.place or "")),
        "accounts": [account(*owners[claim]) for claim in incident.claims],
        "rejected": [account(*owners[claim]) for claim in incident.rejected],
        "judged": [judged(one) for one in incident.judged],
        "grade": _grade(grade(incident, ready)),
        "figures": [_figure(figure, ready) for figure in figures(incident, ready)],
        "matrix": [_row(row, ready) for row in matrix(incident, ready)],
        "originators": [list(group) for group in incident.originators],
        "verdicts": [
            {"left": verdict.left, "right": verdict.right, "field": verdict.field,
             "outcome": verdict.outcome, "rule": verdict.rule, "text": verdict.text,
             "population": verdict.population,
             "left_span": words(verdict.left_span, owners[verdict.left][1]),
             "right_span": words(verdict.right_span, owners[verdict.right][1])}
            for verdict in incident.verdicts
        ],
        "links": [
            {"left": link.left, "right": link.right,
             "weights": [{"feature": w.feature, "bits": w.bits, "text": w.text}
                         for w in link.weights]}
            for link in incident.links
        ],
    }  # fmt: skip


def _grade(proposed: Grade) -> dict[str, Any]:
    """The proposed grade with its rule and all that it rests on."""
    inputs = asdict(proposed.inputs)
    inputs["authors"] = [{"who": who, "by": by} for who, by in proposed.inputs.authors]
    return {"grade": proposed.grade, "rule": proposed.rule, "text": proposed.text,
            "inputs": {key: list(value) if isinstance(value, tuple) else value
                       for key, value in inputs.items()}}  # fmt: skip


def _figure(figure: Figure, ready: Bench) -> dict[str, Any]:
    """The numbers of one field, with the words of each and what conventions take."""
    return {
        "field": figure.field,
        "population": figure.population,
        "low": plain(figure.low),
        "high": plain(figure.high),
        "conservative": figure.conservative,
        "latest": figure.latest,
        "values": [
            {"claim": one.claim, "text": one.text, "low": plain(one.low),
             "high": plain(one.high), "who": one.who, "originator": int(one.source),
             "said": iso(one.said), "replaced": one.replaced,
             "words": words(one.span, ready.claims[one.claim][1])}
            for one in figure.given
        ],
        "picks": [
            {"convention": pick.convention, "column": pick.column, "value": plain(pick.value),
             "rule": pick.rule, "claims": list(pick.claims)}
            for pick in figure.picks
        ],
    }  # fmt: skip


def _row(row: Row, ready: Bench) -> dict[str, Any]:
    return {
        "field": row.field,
        "population": row.population,
        "cells": [
            {"claim": cell.claim, "value": cell.value,
             "words": words(cell.span, ready.claims[cell.claim][1])}
            for cell in row.cells
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
            "earliest": iso(analysis.published.earliest),
            "latest": iso(analysis.published.latest),
        },
        "type": event.type,
        "activity": event.activity,
        "factuality": str(event.factuality),
        "time": _when(claim.when),
        "place": _place(entities.get(claim.place or "")),
        "counts": [count(analysis.quantities[place], text) for place in event.counts],
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


def words(span: Span | None, analysis: Analysis) -> dict[str, Any] | None:
    """A span as JSON, with its text."""
    if span is None:
        return None
    return {"start": span.start, "end": span.end, "text": span.of(analysis.document.text)}


def count(quantity: Quantity, text: str) -> dict[str, Any]:
    """A quantity of an account with its words."""
    return {
        "start": quantity.span.start,
        "end": quantity.span.end,
        "text": quantity.span.of(text),
        "role": quantity.role,
        "unit": quantity.unit,
        "value": plain(quantity.value),
        "low": plain(quantity.low),
        "high": plain(quantity.high),
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
    return {"earliest": iso(when.earliest), "latest": iso(when.latest), "basis": when.basis}
