"""The features by which two accounts are weighed, each on its own: what forbids that they speak of
one happening, and what speaks for and against it.

What a feature says of a pair depends on a few fields of either side. Accounts with the same fields
share a value, and of different reports two values are compared once, however many pairs they stand
in.
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

    ``value`` holds all that ``forbidden`` and ``evidence`` look at in a side; a feature may have
    but one of the two.
    """

    name: str
    value: Callable[[Side], Hashable]
    forbidden: Callable[[Side, Side, Directory], str | None] | None = None
    evidence: Callable[[Side, Side, Directory, Naming | None], tuple[Evidence, ...]] | None = None


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
    if feature.forbidden is not None and feature.forbidden(one, two, directory):
        return Compared(0, False, True)
    if feature.evidence is None:
        return Compared(0, False, False)
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


# In this order: what forbids most comes first.
FEATURES: Final[tuple[Feature, ...]] = (
    Feature("day", _days, apart.days_apart, pair.of_days),
    Feature("place", _places, apart.places_apart, pair.of_places),
    Feature("course", _course, apart.courses_apart),
    Feature("kind", _kind, apart.victims_apart, pair.of_types),
    Feature("activity", lambda side: side.activities, apart.activities_apart, pair.of_activities),
    Feature("actors", _actors, evidence=pair.of_actors),
    Feature("speaker", lambda side: side.speakers, evidence=pair.of_speakers),
    Feature("counts", _counts, evidence=pair.of_counts),
)
_FORBIDDEN: Final = tuple(one.forbidden for one in FEATURES if one.forbidden is not None)
_EVIDENCE: Final = tuple(one.evidence for one in FEATURES if one.evidence is not None)


def forbidden(left: Side, right: Side, directory: Directory) -> str | None:
    """Why the two cannot speak of one happening, if anything forbids it."""
    reason = excluded(left, right, directory)
    if reason is None and left.document == right.document:
        return apart.told_apart(left, right, directory)
    return reason


def excluded(left: Side, right: Side, directory: Directory) -> str | None:
    """What forbids it whatever the texts are; within one text more does (``forbidden``)."""
    if left.family != right.family:
        return "different kinds of event"
    for rule in _FORBIDDEN:
        if reason := rule(left, right, directory):
            return reason
    return None


def evidence(
    left: Side,
    right: Side,
    directory: Directory,
    *,
    copied: bool = False,
    naming: Naming | None = None,
) -> tuple[Evidence, ...]:
    """What speaks for and against the two speaking of one happening, the same either way round.

    It is in the order of the table of weights.
    """
    if right.order < left.order:
        left, right = right, left
    found = [pair.prior(), *pair.of_texts(left, right, copied=copied)]
    for said in _EVIDENCE:
        found.extend(said(left, right, directory, naming))
    return tuple(sorted(found, key=_place))


def _place(one: Evidence) -> int:
    return one[0].place
