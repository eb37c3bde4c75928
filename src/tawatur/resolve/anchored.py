"""The meaning of a time expression on a given day of the report.

News looks back: a bare weekday is the most recent one, the report's own day included, a bare month
the nearest past one; only where the words around look forward is it the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Final

from tawatur.model.time import (
    Anaphor,
    Clock,
    FromEvent,
    Length,
    Meaning,
    NthOf,
    Point,
    Shift,
    Stretch,
)
from tawatur.resolve import calendar
from tawatur.resolve.calendar import Interval


def value_at(
    meaning: Meaning,
    report: date | None,
    *,
    ahead: bool = False,
    previous: date | None = None,
    first_weekday: int = 5,
) -> Interval | None:
    """What the expression means in a report of that day; ``None`` where the day is needed.

    >>> value_at(Point(month=2, side=-1), date(2020, 1, 30)).value
    '2019-02'
    """
    if isinstance(meaning, Point):
        return point(meaning, report, ahead=ahead)
    if isinstance(meaning, Shift):
        return None if report is None else shift(meaning, report, first_weekday)
    if isinstance(meaning, Anaphor):
        return None if previous is None else _day_off(previous, meaning.days)
    if isinstance(meaning, Length):
        return _length(meaning, report)
    again: Callable[[Meaning], Interval | None] = lambda inner: value_at(  # noqa: E731
        inner, report, ahead=ahead, previous=previous, first_weekday=first_weekday
    )
    if isinstance(meaning, Clock):
        whole = again(meaning.day or Shift("day", 0))
        if meaning.eve and whole is not None and whole.begin is not None:
            whole = _day_off(whole.begin, -1)
        return None if whole is None else replace(whole, value=whole.value + meaning.clock)
    if isinstance(meaning, NthOf):
        return _nth(meaning, again(meaning.within))
    if isinstance(meaning, Stretch):
        return _stretch(meaning, again)
    if isinstance(meaning, FromEvent):
        if meaning.same is not None:
            return again(meaning.same)
        return Interval(meaning.value) if meaning.event is None else _from_event(meaning)
    return fixed(meaning.value)


def fixed(value: str) -> Interval:
    """A decade or century with its days; anything else as it is.

    >>> fixed("197").begin
    datetime.date(1970, 1, 1)
    """
    if value.isdigit() and len(value) in {2, 3} and int(value) > 0:
        step = 10 ** (4 - len(value))
        begin = int(value) * step
        if begin + step < calendar.LAST_YEAR:
            return Interval(value, date(begin, 1, 1), date(begin + step, 1, 1))
    return Interval(value)


def _day_off(start: date, days: int) -> Interval | None:
    try:
        return calendar.day(start + timedelta(days))
    except OverflowError:
        return None


# --- points of a calendar -------------------------------------------------------------------------


def point(meaning: Point, report: date | None, *, ahead: bool = False) -> Interval | None:
    """A calendar point with its missing parts taken from the report's day."""
    if meaning.year is not None:
        if meaning.hijri and meaning.year > _GREGORIAN:
            return _feast_in(meaning, meaning.year)
        return _with_year(meaning, meaning.year)
    if report is None:
        return None
    if meaning.month is None and meaning.day is None and meaning.part is None:
        return None if meaning.weekday is None else _weekday(meaning, report, ahead)
    if meaning.month is None and meaning.part is None:
        start = calendar.shifted(report, meaning.side or 0)
        found = calendar.on(start.year, start.month, meaning.day or 1)
        return None if found is None else calendar.day(found)
    return _nearest_year(meaning, report, ahead)


def _with_year(meaning: Point, year: int) -> Interval | None:
    if not calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR:
        return None
    if meaning.part is not None:
        return calendar.part_of_year(year, meaning.part)
    if meaning.hijri:
        return _hijri(meaning, year)
    if meaning.month is None:
        return calendar.year(year)
    if meaning.day is None:
        return calendar.month(year, meaning.month)
    found = calendar.on(year, meaning.month, meaning.day)
    return None if found is None else calendar.day(found)


def _hijri(meaning: Point, year: int) -> Interval | None:
    if meaning.month is None:
        return calendar.hijri_year(year)
    if meaning.day is None:
        return calendar.hijri_month(year, meaning.month)
    return calendar.hijri_day(year, meaning.month, meaning.day)


_GREGORIAN: Final = 1700


def _feast_in(meaning: Point, year: int) -> Interval | None:
    """«عيد الأضحى 2019»: the one that falls in that Gregorian year."""
    first = int((year - 622) * 1.0307) - 1
    found = (_hijri(meaning, first + offset) for offset in range(4))
    return next((i for i in found if i and i.begin and i.begin.year == year), None)


def _weekday(meaning: Point, report: date, ahead: bool) -> Interval | None:
    assert meaning.weekday is not None
    back = (report.isoweekday() - meaning.weekday) % 7
    side = meaning.side
    if side is None:
        days = (-back) % 7 if ahead else -back
    elif side < 0:
        days = -(back or 7) + 7 * (side + 1)
    elif side > 0:
        days = 7 - back + 7 * (side - 1)
    else:
        days = -back
    return _day_off(report, days)


# A bare day and month, or a Hijri month, is the coming one where that is this near (in days) and
# the past one is older than nine months.
_SOON: Final = 60
_LONG_AGO: Final = 270


def _nearest_year(meaning: Point, report: date, ahead: bool) -> Interval | None:
    """The year in which a day, month or season without one is meant."""
    ordered = [i for year in _years(meaning, report) if (i := _with_year(meaning, year))]
    begun = [i for i in ordered if i.begin and i.begin <= report]
    past = [i for i in begun if i.end and i.end <= report]
    coming = [i for i in ordered if i.begin and i.begin > report]
    if meaning.weekday is not None:
        fitting = [i for i in ordered if i.begin and i.begin.isoweekday() == meaning.weekday]
        if fitting:
            return min(fitting, key=lambda i: abs((_begin(i) - report).days))
    side = meaning.side
    if side == 0 and meaning.day is not None and ordered:  # «14 أيار الجاري», still to come or not
        return min(ordered, key=lambda i: abs((_begin(i) - report).days))
    if side == 0:
        return begun[-1] if begun else None
    if side is not None and side < 0:
        return past[side] if len(past) >= -side else None
    if side is not None:
        return coming[side - 1] if len(coming) >= side else None
    if not begun or (ahead and not _current(begun[-1], report)):
        return coming[0] if coming else None
    near = (meaning.day is not None or meaning.hijri) and bool(coming)
    soon = near and (_begin(coming[0]) - report).days <= _SOON
    if soon and (report - _begin(begun[-1])).days > _LONG_AGO:
        return coming[0]
    return begun[-1]


def _begin(interval: Interval) -> date:
    assert interval.begin is not None
    return interval.begin


def _current(interval: Interval, report: date) -> bool:
    return interval.end is not None and interval.end > report


def _years(meaning: Point, report: date) -> Iterator[int]:
    """Years around the report's, enough for «قبل الماضي» and for a weekday to fit."""
    centre = report.year
    if meaning.hijri:
        centre = int((report.year - 622) * 1.0307)
    reach = 7 if meaning.weekday is not None else 3
    first = max(centre - reach, calendar.FIRST_YEAR)
    return chain(range(first, min(centre + reach, calendar.LAST_YEAR)))


# --- from the report's day ------------------------------------------------------------------------


def shift(meaning: Shift, report: date, first_weekday: int = 5) -> Interval | None:
    """So many units from the report's day."""
    try:
        return _shift(meaning, report, first_weekday)
    except (OverflowError, ValueError):
        return None  # before the first year or after the last that a calendar has


def _shift(meaning: Shift, report: date, first_weekday: int) -> Interval | None:
    amount = meaning.amount
    if meaning.unit == "day":
        found = report + timedelta(amount)
        if meaning.weekday is not None:
            # copied a day late, «اليوم الأحد» still means the Sunday
            late = (found.isoweekday() - meaning.weekday) % 7
            found += timedelta(7 - late if late > _LATE else -late)
        return calendar.day(found)
    if meaning.unit == "week":
        if meaning.exact:
            return calendar.day(report + timedelta(7 * amount))
        return calendar.week(report, amount, first_weekday)
    if meaning.unit == "month":
        start = calendar.shifted(report, amount)
        return calendar.month(start.year, start.month)
    if meaning.unit == "quarter":
        start = calendar.shifted(report, 3 * amount)
        return calendar.part_of_year(start.year, f"Q{(start.month + 2) // 3}")
    if meaning.unit == "year":
        if meaning.part is not None:
            return calendar.part_of_year(report.year + amount, meaning.part)
        return calendar.year(report.year + amount)
    if meaning.exact:
        years = 10 if meaning.unit == "decade" else 100
        return calendar.year(report.year + years * amount)
    width = 3 if meaning.unit == "decade" else 2
    step = 10 ** (4 - width)
    return fixed(f"{report.year // step + amount:0{width}}")


_LATE: Final = 5  # days; a weekday further back than that is rather the next one

_LENGTH: Final = re.compile(r"P(T?)(\d+)([A-Z]+)$")
_DAYS: Final = frozenset("DWMY")


def _length(meaning: Length, report: date | None) -> Interval:
    """A duration; where it ends or begins at the report, with its days."""
    parts = _LENGTH.match(meaning.value)
    if report is None or meaning.side is None or parts is None or parts[1]:
        return Interval(meaning.value)
    if parts[3] not in _DAYS:
        return Interval(meaning.value)
    amount, code = int(parts[2]), parts[3]
    try:
        other = moved(report, meaning.side * amount, code)
    except (OverflowError, ValueError):
        return Interval(meaning.value)
    following = report + timedelta(1)
    if meaning.side < 0:
        return Interval(meaning.value, other, following)
    return Interval(meaning.value, following, other + timedelta(1))


def moved(start: date, amount: int, code: str) -> date:
    """The day so many days, weeks, months or years (``D``, ``W``, ``M``, ``Y``) on.

    >>> str(moved(date(2020, 1, 31), 1, "M"))
    '2020-02-29'
    """
    if code in {"D", "W"}:
        return start + timedelta(amount * (7 if code == "W" else 1))
    first = calendar.shifted(start, amount * (12 if code == "Y" else 1))
    last = calendar.shifted(first, 1) - timedelta(1)
    return min(first + timedelta(start.day - 1), last)


def _from_event(meaning: FromEvent) -> Interval:
    """So long after an event of known days, at the grain of the length."""
    parts = _LENGTH.match(meaning.value)
    event = meaning.event
    if parts is None or event is None or parts[1] or parts[3] not in _DAYS:
        return Interval(meaning.value)
    amount, code = meaning.side * int(parts[2]), parts[3]
    try:
        first, last = (moved(day, amount, code) for day in (event.first, event.last))
    except (OverflowError, ValueError):
        return Interval(meaning.value)
    if code in {"D", "W"} and first == last:
        return calendar.day(first)
    if code != "Y" and (first.year, first.month) == (last.year, last.month):
        whole = calendar.month(first.year, first.month)
        return whole if code == "M" else replace(whole, begin=first, end=last + timedelta(1))
    if code == "Y" and first.year == last.year:
        return calendar.year(first.year)
    return Interval(meaning.value)


# --- made of others -------------------------------------------------------------------------------


def _nth(meaning: NthOf, within: Interval | None) -> Interval | None:
    if within is None or within.begin is None or within.end is None:
        return None
    days = (within.end - within.begin).days
    fitting = [
        found
        for offset in range(min(days, 400))
        if (found := within.begin + timedelta(offset)).isoweekday()
        == (meaning.weekday or found.isoweekday())
    ]
    place = meaning.number - 1 if meaning.number > 0 else meaning.number
    return calendar.day(fitting[place]) if -len(fitting) <= place < len(fitting) else None


def _stretch(meaning: Stretch, again: Callable[[Meaning], Interval | None]) -> Interval | None:
    """From one to the other; a first without its own year or week takes that of the last."""
    last = again(meaning.last)
    first_point = meaning.first
    if isinstance(first_point, Point) and isinstance(meaning.last, Point):
        if first_point.year is None and meaning.last.year and first_point.month:
            first_point = replace(first_point, year=meaning.last.year)
        elif first_point.weekday and not first_point.month and last and last.begin:
            opening = _weekday(replace(first_point, side=None), last.begin, False)
            return None if opening is None else _joined(opening, last)
    first = again(first_point)
    return None if first is None or last is None else _joined(first, last)


def _joined(first: Interval, last: Interval) -> Interval | None:
    if first.begin is None or last.end is None or first.begin >= last.end:
        return None
    if len(first.value) == len(last.value) == 4:
        length = f"P{max(last.end.year - 1 - first.begin.year, 1)}Y"
    elif len(first.value) == len(last.value) == 7:
        months = (last.end.year - first.begin.year) * 12 + last.end.month - first.begin.month
        length = f"P{months}M"
    else:
        length = f"P{(last.end - first.begin).days}D"
    return Interval(length, first.begin, last.end)
