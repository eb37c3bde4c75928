"""One row for each account of each incident: the table behind csv, xlsx and parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from tawatur.export import parties, where
from tawatur.export.cells import Cell, Evidence, Row, Table, Value, row, several, stated, words
from tawatur.export.figures import own
from tawatur.export.happening import Happening, Telling, Where
from tawatur.export.incident import count
from tawatur.export.plain import iso
from tawatur.export.spreadsheet import number

NAME: Final = "accounts"
KEY: Final = "claim"
_SHOWN: Final = 3  # accounts quoted for the days of their incident in each of its rows


@dataclass(frozen=True, slots=True)
class Subject:
    """A claim of an incident, with the place of either."""

    happening: Happening
    telling: Telling
    where: Where | None


def rows(happening: Happening) -> Iterator[Row]:
    """The rows of one incident."""
    fallback = happening.where
    for telling in happening.tellings:
        place = where.of_telling(telling) or fallback
        yield row(NAME, _TABLE, Subject(happening, telling, place))


def _incident(make: Callable[[Happening], Value]) -> Callable[[Subject], Cell]:
    """What is counted over the whole incident; the other rows of it have their own words."""
    return lambda s: Cell(make(s.happening), _trigger(s.telling), "of the whole incident")


def _grade(subject: Subject) -> Cell:
    proposed = subject.happening.grade
    return Cell(proposed.grade, _trigger(subject.telling), f"{proposed.rule}: {proposed.text}")


def _day(make: Callable[[Happening], Value]) -> Callable[[Subject], Cell]:
    return lambda s: where.days(s.happening, make(s.happening), most=_SHOWN)


def _place(make: Callable[[Where], Value]) -> Callable[[Subject], Cell]:
    return lambda s: Cell() if s.where is None else s.where.cell(make(s.where))


def _claim(make: Callable[[Telling], Value]) -> Callable[[Subject], Cell]:
    """What the rule says that read the trigger."""
    return lambda subject: Cell(make(subject.telling), _trigger(subject.telling))


def _when(make: Callable[[Telling], Value]) -> Callable[[Subject], Cell]:
    def cell(subject: Subject) -> Cell:
        value = make(subject.telling)
        return Cell(value, () if value is None else where.day_words(subject.telling))

    return cell


def _carrier(make: Callable[[Telling], Value]) -> Callable[[Subject], Cell]:
    return lambda s: Cell(make(s.telling), (stated(s.telling.analysis),))


def _published(make: Callable[[Telling], Value]) -> Callable[[Subject], Cell]:
    def cell(subject: Subject) -> Cell:
        return Cell(make(subject.telling), where.published_words(subject.telling.analysis))

    return cell


def _counts(subject: Subject) -> Cell:
    analysis = subject.telling.analysis
    found = [analysis.quantities[place] for place in subject.telling.claim.event.counts]
    told = [number(count(one, analysis.document.text)) for one in found]
    return Cell("; ".join(told) or None, tuple(words(analysis, q.span, q.rule) for q in found))


def _chain(subject: Subject) -> Cell:
    analysis, claim = subject.telling.analysis, subject.telling.claim
    saying = claim.event.attribution
    rule = claim.event.rule if saying is None else analysis.attributions[saying].rule
    proof: tuple[Evidence, ...] = tuple(
        words(analysis, link.span, rule) if link.span else stated(analysis) for link in claim.chain
    )
    return Cell(" \u2190 ".join(link.who for link in claim.chain) or None, proof)


def _role(role: str) -> Callable[[Subject], Cell]:
    def cell(subject: Subject) -> Cell:
        found = parties.named(subject.telling, (role,))
        return Cell(several(one.name for one in found), tuple(one.evidence for one in found))

    return cell


def _toll(role: str, *, high: bool) -> Callable[[Subject], Cell]:
    def cell(subject: Subject) -> Cell:
        figure = own(subject.telling, role)
        if figure is None:
            return Cell()
        note = f"of them: {figure.count.group}" if figure.count.group else ""
        return Cell(figure.high if high else figure.low, (figure.evidence,), note)

    return cell


def _trigger(telling: Telling) -> tuple[Evidence, ...]:
    event = telling.claim.event
    return (words(telling.analysis, event.trigger, event.rule),)


def _sentence(subject: Subject) -> Cell:
    analysis, event = subject.telling.analysis, subject.telling.claim.event
    proof = words(analysis, analysis.sentences[event.sentence], "sentence")
    return Cell(proof.quote, (proof,))


_TABLE: Final[Table[Subject]] = {
    "incident": _incident(lambda h: h.incident.id),
    "type": _claim(lambda t: t.claim.event.type),
    "earliest": _day(lambda h: iso(h.incident.earliest)),
    "latest": _day(lambda h: iso(h.incident.latest)),
    "place": _place(lambda w: w.place.name),
    "place_en": _place(lambda w: w.place.name_en),
    "country": _place(lambda w: w.place.country),
    "lat": _place(lambda w: w.place.lat),
    "lon": _place(lambda w: w.place.lon),
    "accounts": _incident(lambda h: len(h.tellings)),
    "originators": _incident(lambda h: len(h.incident.originators)),
    "conflicts": _incident(lambda h: h.conflicts),
    "claim": _claim(lambda t: t.claim.id),
    "originator_group": _claim(lambda t: t.originator or None),
    "factuality": _claim(lambda t: str(t.claim.event.factuality)),
    "claim_earliest": _when(lambda t: iso(t.when.earliest) if t.when else None),
    "claim_latest": _when(lambda t: iso(t.when.latest) if t.when else None),
    "time_basis": _when(lambda t: t.when.basis if t.when else None),
    "counts": _counts,
    "chain": _chain,
    "outlet": _carrier(lambda t: t.analysis.document.outlet),
    "published_earliest": _published(lambda t: iso(t.analysis.published.earliest)),
    "published_latest": _published(lambda t: iso(t.analysis.published.latest)),
    "title": _carrier(lambda t: t.analysis.document.title),
    "url": _carrier(lambda t: t.analysis.document.url),
    "document": _carrier(lambda t: t.analysis.document.id),
    "path": _carrier(lambda t: t.analysis.document.path),
    "start": _claim(lambda t: t.claim.event.trigger.start),
    "end": _claim(lambda t: t.claim.event.trigger.end),
    "trigger": _claim(lambda t: t.claim.event.trigger.of(t.analysis.document.text)),
    "sentence": _sentence,
    "score": _claim(lambda t: t.claim.event.score),
    "rule": _claim(lambda t: t.claim.event.rule),
    "agent": _role("agent"),
    "target": _role("target"),
    "victim": _role("victim"),
    "instrument": _role("instrument"),
    "killed_low": _toll("killed", high=False),
    "killed_high": _toll("killed", high=True),
    "injured_low": _toll("injured", high=False),
    "injured_high": _toll("injured", high=True),
    "geo_precision": _place(lambda w: w.place.geo_precision),
    "radius_km": _place(lambda w: w.place.radius_km),
    "admin1": _place(lambda w: w.place.admin1),
    "grade": _grade,
}
