"""A toll over the days on which it was given: where each figure stands in the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tawatur.web.query.incident import stated
from tawatur.web.voices import Line


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure on a day; ``x`` and ``y`` in hundredths of the drawing, ``y`` from above.

    Of a figure without a day ``x`` is ``None``.
    """

    x: float | None
    y: float
    value: float
    day: date | None
    line: Line


@dataclass(frozen=True, slots=True)
class Steps:
    """All figures of a toll, and the days from the first to the last."""

    dots: tuple[Dot, ...]
    days: tuple[tuple[float, date], ...]
    top: float


def steps(lines: Sequence[Line]) -> Steps | None:
    """Where the figures stand; nothing where no two of them are to be compared."""
    whole = [line for line in lines if line.value.low is not None and not line.value.part]
    days = sorted({line.value.first for line in whole if line.value.first is not None})
    if len(whole) < 2 or not days:
        return None
    top = max(stated(line.value) for line in whole)
    length = (days[-1] - days[0]).days or 1
    at = {day: 100 * (day - days[0]).days / length for day in days}
    dots = tuple(
        Dot(
            at[line.value.first] if line.value.first else None,
            100 - 100 * stated(line.value) / (top or 1),
            stated(line.value),
            line.value.first,
            line,
        )
        for line in whole
    )
    seen: dict[tuple[float | None, float], Dot] = {}
    for dot in dots:  # «at least four» and «four» of one day are one dot
        seen.setdefault((dot.x, dot.value), dot)
    return Steps(tuple(seen.values()), tuple((at[day], day) for day in days), top)
