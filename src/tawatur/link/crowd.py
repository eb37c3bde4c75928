"""Accounts without a place, of days on which the reports tell of many places.

In quiet days it is telling that two reports speak of a bombing; where a dozen places were hit it
is not, and which of them an account without a place means is open, or whether it means any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tawatur.link.directory import Directory
from tawatur.link.side import Side

MANY: Final = 3  # provinces, or places of none that is known, told of around the days of an account
AROUND: Final = 7  # days before and after; of an account without a day, before its report


def crowded(sides: Sequence[Side], people: Directory) -> list[Side]:
    """The sides; those without a place are marked where accounts of their days name many."""
    named: dict[tuple[str, int], set[str]] = {}
    for each in sides:
        if each.places and each.narrow:
            assert each.days is not None
            areas = {people.unit(place) or place for place in each.places}
            named.setdefault((each.family, each.days[0].toordinal()), set()).update(areas)
    return [
        replace(each, crowded=True)
        if not each.places and _many(named, each.family, _around(each))
        else each
        for each in sides
    ]


def _many(named: Mapping[tuple[str, int], set[str]], family: str, days: Iterable[int]) -> bool:
    found: set[str] = set()
    for day in days:
        found |= named.get((family, day), set())
        if len(found) >= MANY:
            return True
    return False


def _around(side: Side) -> Iterator[int]:
    """The days in which what an account without a place means can be told of with one."""
    if side.candidates:
        for day in sorted(side.candidates):
            yield from range(day.toordinal() - AROUND, day.toordinal() + AROUND + 1)
    elif side.days is not None:
        first, last = (day.toordinal() for day in side.days)
        yield from range(first - AROUND, last + AROUND + 1)
    elif side.latest is not None:
        yield from range(side.latest.toordinal() - AROUND, side.latest.toordinal() + 1)
