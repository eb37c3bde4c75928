"""Where and when, as cells: places, days and the words that tell them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tawatur.export.cells import EMPTY, Cell, Evidence, Value, stated, words
from tawatur.export.happening import Happening, Telling
from tawatur.export.states import state, unit
from tawatur.model.claim import Analysis, Claim, Entity
from tawatur.model.text import Span


@dataclass(frozen=True, slots=True)
class Where:
    """A place, and the words of those who name it."""

    place: Entity
    evidence: tuple[Evidence, ...]

    @property
    def is_country(self) -> bool:
        """Whether it is a country or larger: its point says nothing."""
        return self.place.geo_precision == 0

    def cell(self, value: Value) -> Cell:
        """A value that follows from the place."""
        return EMPTY if value is None else Cell(value, self.evidence)


def of_telling(telling: Telling) -> Where | None:
    """The place of one claim."""
    place = telling.entity(telling.claim.place)
    return None if place is None else Where(place, place_words(telling.analysis, telling.claim))


def of_happening(happening: Happening) -> Where | None:
    """The place of an incident, with the words of each report that names it."""
    own = happening.people.of(happening.incident.place)
    found = [
        (place, place_words(one.analysis, one.claim))
        for one in happening.tellings
        if own and happening.people.of(one.claim.place) == own
        if (place := one.entity(one.claim.place)) is not None
    ]
    if not found:
        return None
    return Where(found[0][0], tuple(one for _, named in found for one in named))


def derived(make: Callable[[Where], Value]) -> Callable[[Happening], Cell]:
    """A column that follows from the place of an incident."""

    def cell(happening: Happening) -> Cell:
        where = of_happening(happening)
        return EMPTY if where is None else where.cell(make(where))

    return cell


def country(where: Where) -> Value:
    """English name of the country."""
    found = state(where.place.country)
    return None if found is None else found.name


def admin1(where: Where) -> Value:
    """English name of the first-level unit."""
    return unit(where.place.admin1)


def label(where: Where) -> Value:
    """Name of the place, where it is more than a country."""
    return None if where.is_country else where.place.name_en or where.place.name


def latitude(where: Where) -> Value:
    """Latitude, where it is more than a country."""
    return None if where.is_country else where.place.lat


def longitude(where: Where) -> Value:
    """Longitude, where it is more than a country."""
    return None if where.is_country else where.place.lon


# --- when ----------------------------------------------------------------------------------------


def days(happening: Happening, value: Value, most: int | None = None) -> Cell:
    """A value that follows from the days of an incident, with the words that tell them.

    ``most`` bounds how many accounts are quoted; those that state a day themselves come first.
    """
    if value is None:
        return EMPTY
    stating = sorted(happening.tellings, key=lambda one: one.when is None or one.when.timex is None)
    return Cell(value, tuple(e for one in stating[:most] for e in day_words(one)))


def span_of(happening: Happening) -> int | None:
    """How many days an incident's first and last day are, both counted; ``None`` where open."""
    return width(happening.incident.earliest, happening.incident.latest)


def width(first: date | None, last: date | None) -> int | None:
    """How many days there are from the first to the last.

    >>> width(date(2024, 5, 14), date(2024, 5, 15))
    2
    """
    return None if first is None or last is None else (last - first).days + 1


def one_year(first: date | None, last: date | None) -> int | None:
    """The year of both days."""
    return first.year if first and last and first.year == last.year else None


def day_words(telling: Telling) -> tuple[Evidence, ...]:
    """The words that put a claim in time; where it has none, those that date the report."""
    when = telling.when
    if when is None:
        return ()
    if when.timex is not None:
        time = telling.analysis.times[when.timex]
        return (words(telling.analysis, time.span, time.rule),)
    return published_words(telling.analysis)


def published_words(analysis: Analysis) -> tuple[Evidence, ...]:
    """The proof of a report's day: each step with its words, and what it leaves."""
    proof = tuple(
        words(analysis, step.span, step.rule, step.text)
        if step.span is not None
        else stated(analysis, step.rule, step.text)
        for step in analysis.published.basis
    )
    return proof or (stated(analysis),)


def iso(day: date | None) -> str | None:
    """A day as it is written."""
    return None if day is None else day.isoformat()


def place_words(analysis: Analysis, claim: Claim) -> tuple[Evidence, ...]:
    """Where a claim names its place: as its argument, else the mention closest to its trigger."""
    event, place = claim.event, claim.place
    if place is None:
        return ()
    for argument in event.arguments:
        if argument.role == "place" and argument.entity == place:
            return (words(analysis, argument.span, event.rule),)
    mentions = _mentions(analysis, place)
    if not mentions:
        return ()
    span, rule = min(mentions, key=lambda one: (abs(one[0].start - event.trigger.start), one[0]))
    return (words(analysis, span, rule),)


def _mentions(analysis: Analysis, place: str) -> Sequence[tuple[Span, str]]:
    found = [(name.span, name.rule) for name in analysis.names if name.entity == place]
    return found + [
        (_joined(name.span, name.relation.span), name.relation.rule)
        for name in analysis.names
        if name.relation is not None and name.relation.entity == place
    ]


def _joined(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))
