"""What people decided on claims, laid over the reading of a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from tawatur.model.claim import Analysis, Claim, Entity, Link, When
from tawatur.model.judgement import Amendment
from tawatur.model.mention import Argument, Event, Factuality, Quantity, QuantityMod
from tawatur.model.text import Span
from tawatur.resolve.located import hashed
from tawatur.store.columns import to_json
from tawatur.text.fold import folded

RULE: Final = "judged"  # the rule of what a person, not the machine, put there
SCALARS: Final = ("type", "factuality", "activity", "time", "place", "source")
ROLES: Final = (
    "agent", "partner", "recipient", "target", "victim", "against", "object", "instrument",
    "subject",
)  # fmt: skip
Known = Callable[[str], Entity | None]


def amended(analysis: Analysis, amendments: Iterable[Amendment], known: Known) -> Analysis:
    """The analysis with what people decided; ``known`` finds entities of other reports by id."""
    by_claim: dict[str, list[Amendment]] = {}
    for one in amendments:
        by_claim.setdefault(one.claim, []).append(one)
    if not by_claim:
        return analysis
    hand = _Hand(analysis, known)
    claims = list(analysis.claims)
    there = {claim.id: place for place, claim in enumerate(claims)}
    for own_id, decided in by_claim.items():
        if own_id not in there:
            added = next((one for one in decided if one.trigger is not None), None)
            if added is None:
                continue
            there[own_id] = len(claims)
            claims.append(hand.added(added))
        place = there[own_id]
        for one in decided:
            claims[place] = hand.judged(claims[place], one)
    return hand.analysis(claims)


def value_of(analysis: Analysis, claim: Claim, field: str) -> Any:
    """The value of a field of a claim, as a judgement writes it; ``None`` where it has none."""
    event = claim.event
    if field in {"type", "activity"}:
        return getattr(event, field)
    if field == "factuality":
        return str(event.factuality)
    if field == "time":
        return _time(claim)
    if field == "place":
        return None if claim.place is None else {"entity": claim.place}
    if field == "source":
        first = claim.chain[0] if claim.chain else None
        if first is None or first.kind == "outlet":
            return None
        return {"who": first.who, "entity": first.entity, "anonymous": first.anonymous}
    if field in ROLES:
        text = analysis.document.text
        return [
            {"entity": one.entity} if one.entity else {"name": one.span.of(text)}
            for one in event.arguments
            if one.role == field
        ]
    number = _counted(analysis, claim, field)
    return None if number is None else _number(analysis.quantities[number])


def snapshot(analysis: Analysis, claim: Claim) -> dict[str, Any]:
    """All fields of a claim that say something, as a judgement writes them."""
    roles = dict.fromkeys(a.role for a in claim.event.arguments if a.role in ROLES)
    counts = dict.fromkeys(
        role for n in claim.event.counts if (role := analysis.quantities[n].role) is not None
    )
    fields = (*SCALARS, *roles, *counts)
    found = {field: value_of(analysis, claim, field) for field in fields}
    return {field: value for field, value in found.items() if value is not None}


def _time(claim: Claim) -> dict[str, str] | None:
    when = claim.when
    if when is None or when.basis == "report" or when.earliest is None or when.latest is None:
        return None
    return {"earliest": when.earliest.isoformat(), "latest": when.latest.isoformat()}


def _counted(analysis: Analysis, claim: Claim, role: str) -> int | None:
    """The quantity that gives how many: the whole, where parts are given beside it."""
    found = [n for n in claim.event.counts if analysis.quantities[n].role == role]
    whole = [n for n in found if analysis.quantities[n].part_of is None] or found
    return max(
        whole,
        key=lambda n: analysis.quantities[n].value or analysis.quantities[n].low or 0,
        default=None,
    )


def _number(quantity: Quantity) -> dict[str, Any]:
    value, low, high = quantity.value, quantity.low, quantity.high
    if quantity.mod is QuantityMod.EXACT and value is not None:
        low = high = value
    return {
        "value": _plain(value), "low": _plain(low), "high": _plain(high), "mod": str(quantity.mod),
    }  # fmt: skip


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


class _Hand:
    """Writes human values into the claims of one report, and collects what they refer to."""

    def __init__(self, analysis: Analysis, known: Known) -> None:
        self._analysis, self._known = analysis, known
        self._quantities = list(analysis.quantities)
        self._entities = {entity.id: entity for entity in analysis.entities}

    def analysis(self, claims: Sequence[Claim]) -> Analysis:
        """The whole, with these claims."""
        return replace(
            self._analysis,
            claims=tuple(claims),
            quantities=tuple(self._quantities),
            entities=tuple(self._entities.values()),
        )

    def added(self, one: Amendment) -> Claim:
        """A claim that only a person found, or that the machine has lost."""
        assert one.trigger is not None
        fields: Mapping[str, Any] = json.loads(one.judged.human or "{}")
        sentences = self._analysis.sentences
        sentence = next((n for n, s in enumerate(sentences) if s.overlaps(one.trigger)), 0)
        event = Event(one.trigger, RULE, fields["type"], sentence)
        document = self._analysis.document
        chain = (
            (Link(document.outlet, None, None, False, None, "outlet"),) if document.outlet else ()
        )
        published = self._analysis.published
        when = When(None, published.latest, "report") if published.latest else None
        claim = Claim(one.claim, document.id, event, when, None, None, chain)
        for field, value in fields.items():
            claim = self._with(claim, field, value, None)
        return claim

    def judged(self, claim: Claim, one: Amendment) -> Claim:
        """The claim with what was decided on it, beside what the machine says."""
        own, field = one.judged, one.judged.field
        if field is not None:
            now = replace(self._analysis, quantities=tuple(self._quantities))
            own = replace(own, machine=to_json(value_of(now, claim, field)))
            claim = self._with(claim, field, json.loads(own.human or "null"), own.span)
        return replace(claim, judged=(*claim.judged, own))

    def _with(self, claim: Claim, field: str, value: Any, span: Span | None) -> Claim:
        event = claim.event
        if field == "type":
            return replace(claim, event=replace(event, type=value))
        if field == "factuality":
            return replace(claim, event=replace(event, factuality=Factuality(value)))
        if field == "activity":
            return replace(claim, event=replace(event, activity=value))
        if field == "time":
            return self._timed(claim, value)
        if field == "place":
            return self._placed(claim, value, span)
        if field == "source":
            return self._told_by(claim, value, span)
        if field in ROLES:
            made = [Argument(field, span or event.trigger, None, self._entity(one, field))
                    for one in value]  # fmt: skip
            return _with_arguments(claim, {field}, made)
        return self._counting(claim, field, value, span)

    def _timed(self, claim: Claim, value: Mapping[str, str] | None) -> Claim:
        when = None
        if value is not None:
            first, last = (date.fromisoformat(value[one]) for one in ("earliest", "latest"))
            when = When(first, last, RULE)
        return replace(_with_arguments(claim, {"time"}, ()), when=when)

    def _placed(self, claim: Claim, value: Mapping[str, Any] | None, span: Span | None) -> Claim:
        own_id = None if value is None else self._entity(value, "place")
        made = () if own_id is None else (Argument("place", span or claim.event.trigger, None,
                                                   own_id),)  # fmt: skip
        place = self._entities.get(own_id or "")
        return replace(
            _with_arguments(claim, {"place"}, made),
            place=own_id,
            geo_precision=None if place is None else place.geo_precision,
        )

    def _told_by(self, claim: Claim, value: Mapping[str, Any], span: Span | None) -> Claim:
        rest = claim.chain[1:] if claim.chain and claim.chain[0].kind == "speaker" else claim.chain
        first = Link(value["who"], value["entity"], None, value["anonymous"], span, "speaker")
        return replace(claim, chain=(first, *rest))

    def _counting(
        self, claim: Claim, role: str, value: Mapping[str, Any] | None, span: Span | None
    ) -> Claim:
        now = replace(self._analysis, quantities=tuple(self._quantities))
        before = _counted(now, claim, role)
        kept = [n for n in claim.event.counts if n != before]
        if value is not None:
            old = None if before is None else self._quantities[before]
            self._quantities.append(
                Quantity(
                    span or (old.span if old else claim.event.trigger), RULE, value["value"],
                    value["low"], value["high"], QuantityMod(value["mod"]),
                    old.unit if old else "person", None, role, old.population if old else None,
                )
            )  # fmt: skip
            kept.insert(0, len(self._quantities) - 1)
        return replace(claim, event=replace(claim.event, counts=tuple(kept)))

    def _entity(self, value: Mapping[str, Any], field: str) -> str:
        """The id of an entity, which the report has from here on."""
        own_id = value.get("entity")
        if own_id is None:
            kind = "place" if field == "place" else "organisation"
            own_id = hashed(kind, folded(value["name"]))
            point = {key: one for key, one in value.items() if key != "name"}
            self._entities.setdefault(own_id, Entity(own_id, kind, value["name"], **point))
        elif own_id not in self._entities and (found := self._known(own_id)) is not None:
            self._entities[own_id] = found
        elif own_id not in self._entities and "name" in value:  # what the judgement itself tells
            kind = "place" if field == "place" else "organisation"
            told = {key: one for key, one in value.items() if key != "entity"}
            self._entities[own_id] = Entity(own_id, kind, **told)
        return str(own_id)


def _with_arguments(claim: Claim, roles: set[str], made: Iterable[Argument]) -> Claim:
    kept = [one for one in claim.event.arguments if one.role not in roles]
    return replace(claim, event=replace(claim.event, arguments=(*kept, *made)))
