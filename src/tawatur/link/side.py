"""What linking looks at in a claim, or in the claims of one text that speak of one happening."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final

from tawatur.link.directory import Directory
from tawatur.link.tables import family
from tawatur.model.claim import Analysis, Claim
from tawatur.model.mention import Factuality
from tawatur.model.text import Span
from tawatur.rules.load import text_of
from tawatur.text.fold import folded

NARROW: Final = timedelta(days=3)  # a range no longer than this names a day, near enough
_NONE: Final[frozenset[Any]] = frozenset()
_VALUES: Final = 8  # numbers of one kind in one text that are compared
YEARS: Final = 40  # years that a day without its year may lie in
_AHEAD: Final = {
    Factuality.PLANNED,
    Factuality.PENDING,
    Factuality.POSSIBLE,
    Factuality.CONDITIONAL,
}
TOLLS: Final = frozenset({"casualties", "killing"})
ACTING: Final = frozenset({"agent", "partner", "recipient"})
_ROLES: Final = ("agent", "partner", "recipient", "target", "victim", "against", "object")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. Ids are those that all documents share.

    ``days`` is the stated range, ``None`` where no time was given; ``latest`` the last day on
    which the report can have appeared. ``modes`` says which factualities it unites; ``crowded``
    that it names no place, and that accounts of its days name many.
    """

    claims: tuple[str, ...]
    document: str
    family: str
    types: frozenset[str]
    modes: frozenset[Factuality]
    activities: frozenset[str]
    days: tuple[date, date] | None
    candidates: frozenset[date]
    earliest: date | None
    latest: date | None
    places: frozenset[str]
    actors: Mapping[str, frozenset[str]]
    speakers: frozenset[str]
    counts: Mapping[tuple[str, str], tuple[tuple[float, float], ...]]
    sentences: frozenset[int]
    triggers: tuple[Span, ...]
    names: frozenset[str] = frozenset()
    crowded: bool = False

    @property
    def ahead(self) -> bool:
        """Whether nothing in it is said to have happened yet."""
        return self.modes <= _AHEAD

    @property
    def narrow(self) -> bool:
        """Whether it names a day, or a few."""
        return self.days is not None and self.days[1] - self.days[0] <= NARROW

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Reports by day, then as their text goes; no order of input shows in it."""
        return (self.latest or date.max, self.document, self.triggers[0].start, self.claims[0])

    def __reduce__(self) -> tuple[Any, ...]:
        """For the way between processes, quicker than a frozen dataclass goes by itself."""
        return Side, _FIELDS(self)


_FIELDS: Final = attrgetter(*(one.name for one in fields(Side)))


def side(
    claim: Claim, analysis: Analysis, directory: Directory, names: frozenset[str] = frozenset()
) -> Side:
    """A claim as one side of a comparison; ``names`` are those of places in its sentence."""
    event = claim.event
    actors: dict[str, set[str]] = {}
    for argument in event.arguments:
        acts = argument.role in ACTING
        entity = (directory.actor if acts else directory.of)(argument.entity)
        if entity is not None and argument.role in _ROLES:
            actors.setdefault(argument.role, set()).add(entity)
    days, candidates = stated_days(claim, analysis)
    return Side(
        claims=(claim.id,),
        document=claim.document,
        family=family(event.type).name,
        types=_only(event.type),
        modes=_only(event.factuality),
        activities=_only(event.activity) if event.activity else _NONE,
        days=days,
        candidates=candidates,
        earliest=analysis.published.earliest,
        latest=analysis.published.no_later_than,
        places=_places(claim, actors, directory) or _called_by_kind(claim, analysis, directory),
        actors=_mapping(tuple((role, _set(found)) for role, found in actors.items())),
        speakers=_speakers(claim, directory),
        counts=_counts(event.counts, analysis),
        sentences=_only(event.sentence),
        triggers=(event.trigger,),
        names=names,
    )


@lru_cache(maxsize=4096)
def _only(value: Hashable) -> frozenset[Any]:
    """The set of one value: the same object for many sides."""
    return frozenset({value})


@lru_cache(maxsize=1 << 14)
def _one(value: frozenset[Any]) -> frozenset[Any]:
    """The same object for all sides that have an equal set."""
    return value


def _set(values: Iterable[str]) -> frozenset[str]:
    found = frozenset(values)
    return _one(found) if found else _NONE


@lru_cache(maxsize=1 << 14)
def _mapping(items: tuple[tuple[Any, Any], ...]) -> Mapping[Any, Any]:
    """The same object for all sides that have the same in the same order; nobody changes it."""
    return dict(items)


def _speakers(claim: Claim, directory: Directory) -> frozenset[str]:
    """The named first link of the chain, where it is somebody who speaks."""
    first = claim.chain[0] if claim.chain else None
    if first is None or first.kind != "speaker" or first.entity is None:
        return frozenset()
    return _only(directory.of(first.entity) or first.entity)


def stated_days(
    claim: Claim, analysis: Analysis
) -> tuple[tuple[date, date] | None, frozenset[date]]:
    """The range of days that a claim gives, or the single days that it leaves open."""
    when = claim.when
    if when is not None and when.basis != "report":
        if len(when.candidates) > 1:
            return None, frozenset(when.candidates)
        if when.earliest is not None and when.latest is not None:
            return (when.earliest, when.latest), frozenset()
    return None, frozenset(_day_of_some_year(claim, analysis))


def _day_of_some_year(claim: Claim, analysis: Analysis) -> Iterator[date]:
    """«5 January» in a report of which the year is not known: that day of each possible year."""
    published = analysis.published
    if published.earliest is None or published.latest is None:
        return
    for argument in claim.event.arguments:
        if argument.role != "time" or argument.mention is None:
            continue
        relative = analysis.times[argument.mention].relative or {}
        month, day = relative.get("month"), relative.get("day")
        if isinstance(month, int) and isinstance(day, int):
            for year in range(published.earliest.year, published.latest.year + 1)[:YEARS]:
                if day <= monthrange(year, month)[1]:
                    yield date(year, month, day)
            return


def _places(claim: Claim, actors: Mapping[str, set[str]], directory: Directory) -> frozenset[str]:
    """The place of the event, with what was hit there; whole countries only where nothing is."""
    place = directory.of(claim.place)
    found = {directory.of(a.entity) for a in claim.event.arguments if a.role == "place"}
    named = {p for p in found | {place} if p is not None}
    hit = {t for t in actors.get("target", ()) if directory.is_place(t)}
    finer = {p for p in named | hit if not directory.is_country(p)}
    return _set(finer or named)


def _called_by_kind(claim: Claim, analysis: Analysis, directory: Directory) -> frozenset[str]:
    """«The base»: the one place of the text whose name begins with that noun."""
    for argument in claim.event.arguments:
        if argument.role not in {"place", "target"} or argument.entity is not None:
            continue
        noun = folded(argument.span.of(analysis.document.text)).partition(" ")[0]
        if not noun.startswith(article()):
            continue
        found = {
            directory.of(entity.id) or entity.id
            for entity in analysis.entities
            if entity.kind in {"place", "facility"}
            and folded(entity.name).partition(" ")[0] == noun.removeprefix(article())
        }
        if len(found) == 1:
            return frozenset(found)
    return frozenset()


@cache
def article() -> str:
    """The article, as it is written before a noun."""
    return folded(str(tomllib.loads(text_of("clitic.toml"))["article"]))


def _counts(
    counts: Sequence[int], analysis: Analysis
) -> Mapping[tuple[str, str], tuple[tuple[float, float], ...]]:
    found: dict[tuple[str, str], tuple[tuple[float, float], ...]] = {}
    for place in counts:
        quantity = analysis.quantities[place]
        low = quantity.low if quantity.low is not None else quantity.value
        high = quantity.high if quantity.high is not None else quantity.value
        if low is not None and quantity.population is None:
            key = (quantity.role or "", "" if quantity.role else quantity.unit or "")
            found.setdefault(key, ((low, high if high is not None else float("inf")),))
    return _mapping(tuple(found.items()))


def union(sides: Sequence[Side]) -> Side:
    """The claims of one text that speak of one happening, as one side."""
    if len(sides) == 1:
        return sides[0]
    ordered = sorted(sides, key=lambda each: (each.triggers[0].start, each.claims[0]))
    first = ordered[0]
    told = [each for each in ordered if not each.types <= TOLLS] or ordered
    dated = sorted(
        (each.days for each in told if each.days), key=lambda d: (d[1] - d[0], d[0])
    ) or sorted((each.days for each in ordered if each.days), key=lambda d: (d[1] - d[0], d[0]))
    reports = [each for each in ordered if each.latest]
    soonest = min(reports, key=lambda each: each.latest or date.max, default=first)
    actors: dict[str, frozenset[str]] = {}
    counts: dict[tuple[str, str], tuple[tuple[float, float], ...]] = {}
    for each in ordered:
        for role, found in each.actors.items():
            actors[role] = actors[role] | found if role in actors else found
        for key, values in each.counts.items():
            held = counts.get(key)
            counts[key] = values if held is None else tuple(dict.fromkeys(held + values))[:_VALUES]
    return Side(
        claims=tuple(claim for each in ordered for claim in each.claims),
        document=first.document,
        family=first.family,
        types=_all(each.types for each in ordered),
        modes=_all(each.modes for each in ordered),
        activities=_all(each.activities for each in ordered),
        days=dated[0] if dated else None,
        candidates=_NONE if dated else _common([each.candidates for each in ordered]),
        earliest=soonest.earliest,
        latest=soonest.latest,
        places=_all(each.places for each in told) or _all(each.places for each in ordered),
        actors=_mapping(tuple(actors.items())),
        speakers=_all(each.speakers for each in ordered),
        counts=_mapping(tuple(counts.items())),
        sentences=_all(each.sentences for each in ordered),
        triggers=tuple(sorted(trigger for each in ordered for trigger in each.triggers)),
        names=_all(each.names for each in ordered),
    )


def _all(sets: Iterable[frozenset[Any]]) -> frozenset[Any]:
    found: set[frozenset[Any]] = {each for each in sets if each}
    if not found:
        return _NONE
    return found.pop() if len(found) == 1 else _one(_NONE.union(*found))


def _common(sets: Sequence[frozenset[date]]) -> frozenset[date]:
    """The days that all who leave some open have in common, or all that one of them names."""
    given = [each for each in sets if each]
    if not given:
        return frozenset()
    return given[0].intersection(*given[1:]) or frozenset().union(*given)
