"""Accounts without a place, of days on which the reports tell of many places.

On a quiet day it is telling that two reports speak of a bombing; where a dozen places were hit it
is not, and which of them an account without a place means is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tawatur.link.directory import Directory
from tawatur.link.side import Side

MANY: Final = 3  # provinces, or places of none that is known, told of in the days of an account
_BEFORE: Final = 3  # days before its report in which an account without a day is looked for


def crowded(sides: Sequence[Side], people: Directory) -> list[Side]:
    """The sides; those without a place are marked where accounts of their days name many."""
    named: dict[tuple[str, date], set[str]] = {}
    for each in sides:
        if each.places and each.narrow:
            assert each.days is not None
            areas = {people.unit(place) or place for place in each.places}
            named.setdefault((each.family, each.days[0]), set()).update(areas)
    return [
        replace(each, crowded=True)
        if not each.places and _many(named, each.family, _days(each))
        else each
        for each in sides
    ]


def _many(named: dict[tuple[str, date], set[str]], family: str, days: Iterable[date]) -> bool:
    found: set[str] = set()
    for day in days:
        found |= named.get((family, day), set())
        if len(found) >= MANY:
            return True
    return False


def _days(side: Side) -> Iterable[date]:
    if side.candidates:
        return sorted(side.candidates)
    if side.days is not None:
        first, last = side.days
        return (first + timedelta(n) for n in range((last - first).days + 1))
    if side.latest is None:
        return ()
    return (side.latest - timedelta(n) for n in range(_BEFORE + 1))
