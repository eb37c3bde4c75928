"""The features by which two accounts of different reports are weighed, each on its own.

What a feature says of a pair depends on a few fields of either side. Accounts with the same fields
share a value, and two values are compared once, however many pairs they stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from tawatur.link import apart, pair
from tawatur.link.directory import Directory
from tawatur.link.named import Naming
from tawatur.link.pair import Evidence
from tawatur.link.side import Side


@dataclass(frozen=True, slots=True)
class Feature:
    """A column of the table ``said``.

    ``value`` holds all that ``forbidden`` and ``evidence`` look at in a side.
    """

    name: str
    value: Callable[[Side], Hashable]
    forbidden: Callable[[Side, Side, Directory], str | None]
    evidence: Callable[[Side, Side, Directory, Naming | None], tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values of a feature: thousandths of a bit, and whether anything speaks against."""

    bits: int
    against: bool
    forbidden: bool


def compare(
    feature: Feature, one: Side, two: Side, directory: Directory, naming: Naming | None
) -> Compared:
    """What the feature says of two sides, the same either way round."""
    if feature.forbidden(one, two, directory):
        return Compared(0, False, True)
    found = feature.evidence(one, two, directory, naming)
    bits = sum(round(1000 * level.bits) for level, _, _ in found)
    return Compared(bits, any(level.bits < 0 for level, _, _ in found), False)


def _kind(side: Side) -> Hashable:
    victims = side.actors.get("victim", frozenset())
    return side.types, victims if "killing" in side.types else bool(victims)


def _course(side: Side) -> Hashable:
    objects = side.actors.get("object", frozenset())
    return side.modes, objects, side.activities, side.days


def _days(side: Side) -> Hashable:
    if side.days is not None:
        return side.family, side.days, side.candidates, side.ahead
    return side.family, side.candidates, side.ahead, side.earliest, side.latest


def _places(side: Side) -> Hashable:
    return side.places, side.names, side.crowded


def _actors(side: Side) -> Hashable:
    everyone = frozenset().union(*side.actors.values())
    return frozenset(side.actors.items()), side.places & everyone


def _counts(side: Side) -> Hashable:
    return tuple(sorted(side.counts.items()))


def _nothing(_one: Side, _two: Side, _directory: Directory) -> None:
    return None


def _silent(_one: Side, _two: Side, _directory: Directory, _naming: object) -> tuple[Evidence, ...]:
    return ()


# In this order: what forbids most comes first.
FEATURES: Final[tuple[Feature, ...]] = (
    Feature("day", _days, apart.days_apart, pair.of_days),
    Feature("place", _places, apart.places_apart, pair.of_places),
    Feature("course", _course, apart.courses_apart, _silent),
    Feature("kind", _kind, apart.victims_apart, pair.of_types),
    Feature("activity", lambda side: side.activities, apart.activities_apart, pair.of_activities),
    Feature("actors", _actors, _nothing, pair.of_actors),
    Feature("speaker", lambda side: side.speakers, _nothing, pair.of_speakers),
    Feature("counts", _counts, _nothing, pair.of_counts),
)
