"""What the Hijri calendar says of a report's day: a month still ahead, a day beside another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Final

from tawatur.model.claim import Reason
from tawatur.model.time import Draft, Point
from tawatur.resolve import calendar, days
from tawatur.resolve.days import Constraint, Days

SOON: Final = 120  # days; «بعد انتهاء رمضان» is said of one whose end is so near
_YEARS: Final = range(1360, 1480)  # 1941 to 2057


def ahead(draft: Draft, point: Point) -> Iterator[Constraint]:
    """«سيستأنف بعد انتهاء رمضان»: its end lies ahead, and not far."""
    if point.month is not None and point.year is None and point.day is None:
        text = f"the end of the Hijri month {point.month} lies ahead, at most {SOON} days away"
        left = _before_hijri_ends(point.month)
        yield Constraint(Reason("hijri-month-ahead", draft.span, text), left, weak=True)


@lru_cache(maxsize=12)
def _before_hijri_ends(month: int) -> Days:
    """The days before such a month ends, and not long before."""
    found = 0
    for year in _YEARS:
        whole = calendar.hijri_month(year, month)
        if whole is not None and whole.end is not None:
            found |= days.between(whole.end - timedelta(SOON), whole.end - timedelta(1))
    return found


def both(draft: Draft, point: Point, hijri: Point) -> Iterator[Constraint]:
    """«9 شوال الموافق 21 أيار»: the Hijri day falls on, or beside, such a day in few years only."""
    if hijri.month is None or hijri.day is None:
        return
    near = _near(hijri) & days.of_month(point.month or 1, point.day or 1)
    if not near:
        return
    away = -(draft.away or 0)
    is_near = draft.function is not None or draft.away is not None
    left = days.stretched(days.moved(near, away) if away else near, 0 if is_near else days.RECENT)
    years = ", ".join(
        str(found.year) for found in days.listed(near & days.between(*days.DEFAULT_WINDOW))
    )
    text = (
        f"day {hijri.day} of the Hijri month {hijri.month} is {point.day}"
        f" {days.MONTHS[point.month or 1]} in {years or 'none of these years'} only"
    )
    yield Constraint(Reason("hijri-and-gregorian", draft.span, text), left)


@lru_cache(maxsize=64)
def _near(hijri: Point) -> Days:
    """That day of its Hijri year, or of any, and the days beside it, which some countries count."""
    found = 0
    for year in (hijri.year,) if hijri.year else _YEARS:
        own = calendar.hijri(year, hijri.month or 1, hijri.day or 1)
        if own is not None:
            found |= days.between(own - timedelta(1), own + timedelta(1))
    return found
