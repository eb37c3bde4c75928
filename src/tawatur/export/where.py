"""Where and when, as cells: places, days and the words that tell them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tawatur.export.cells import EMPTY, Cell, Evidence, Value, stated, words
from tawatur.export.happening import Happening, Telling, Where, place_words
from tawatur.export.states import state, unit
from tawatur.model.claim import Analysis


def of_telling(telling: Telling) -> Where | None:
    """The place of one claim."""
    place = telling.entity(telling.claim.place)
    return None if place is None else Where(place, place_words(telling.analysis, telling.claim))


def derived(make: Callable[[Where], Value]) -> Callable[[Happening], Cell]:
    """A column that follows from the place of an incident."""

    def cell(happening: Happening) -> Cell:
        where = happening.where
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
