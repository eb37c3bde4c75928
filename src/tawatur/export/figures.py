"""The figure of killed or injured that the conventions of others pick from several accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from tawatur.compare.account import Count
from tawatur.export.cells import Evidence, words
from tawatur.export.happening import Happening, Telling


@dataclass(frozen=True, slots=True)
class Figure:
    """So many, as one account gives it; ``high`` is absent where it is open («at least»)."""

    low: int
    high: int | None
    population: str | None
    count: Count
    telling: Telling

    @property
    def evidence(self) -> Evidence:
        """The words of the figure."""
        quantity = self.count.quantity
        return words(self.telling.analysis, quantity.span, quantity.rule)

    @property
    def most(self) -> int:
        """The greatest number that it names."""
        return self.low if self.high is None else self.high

    @property
    def said(self) -> date:
        """When it was given: the day of the saying, else the last day of the report."""
        return self.telling.account.said or self.telling.analysis.published.latest or date.min


def figures(happening: Happening, role: str, population: str | None = None) -> tuple[Figure, ...]:
    """Of each independent originator the figure given last.

    Without ``population`` the whole toll is meant; an account that counts one group only gives
    what it gives. Claims that it did not happen, or may, give none.
    """
    last: dict[int, Figure] = {}
    for place, telling in enumerate(happening.tellings):
        if telling.claim.event.factuality != "actual":
            continue
        for figure in _of(telling, role, population):
            key = telling.originator or -place - 1
            if key not in last or _order(last[key]) <= _order(figure):
                last[key] = figure
    return tuple(last.values())


def own(telling: Telling, role: str) -> Figure | None:
    """The figure that one claim itself gives."""
    return next(_of(telling, role, None), None)


def least(found: Sequence[Figure]) -> Figure | None:
    """The most conservative figure: the least that any of them allows."""
    return min(found, key=lambda one: one.low, default=None)


def greatest(found: Sequence[Figure]) -> Figure | None:
    """The one that allows the most; an open one counts for what it names."""
    return max(found, key=lambda one: one.most, default=None)


def best(found: Sequence[Figure]) -> Figure | None:
    """The one that most originators give, then the one given last, then the least."""
    held = Counter((one.low, one.high) for one in found)
    return max(
        found, key=lambda one: (held[one.low, one.high], one.said, -one.low), default=None
    )  # fmt: skip


def _order(figure: Figure) -> tuple[date, int]:
    return figure.said, figure.low


def _of(telling: Telling, role: str, population: str | None) -> Iterator[Figure]:
    counts = [
        one for one in telling.account.counts if one.field == role and one.quantity.percent is None
    ]
    if population is not None:
        counts = [one for one in counts if one.quantity.population == population]
    else:
        whole = [one for one in counts if one.part != "part"]
        counts = [one for one in whole if one.group is None] or whole
    for one in counts[:1]:
        yield Figure(
            int(one.low), None if one.high == inf else int(one.high),
            one.quantity.population, one, telling,
        )  # fmt: skip
