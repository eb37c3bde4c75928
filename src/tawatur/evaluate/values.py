"""When two TIMEX3 values are the same, and what a value spans.

Equal encodings are equal: P7D and P1W, PT24H and P1D, T15 and T15:00, a value and its interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

_DAY: Final = timedelta(days=1)
_DURATION: Final = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_RELATIVE: Final = re.compile(
    r"(?:published(?:_(month|year))?|relative_([a-z]+))(?:_([+-]?\d+))?(-\d\d)?(T[A-Z]{2})?"
)

Interval = tuple[date, date]


def canonical(value: str) -> str:
    """One spelling for equal values: durations in months and seconds, clock times in minutes.

    >>> canonical("P1W") == canonical("P7D"), canonical("P1Y") == canonical("P12M")
    (True, True)
    >>> canonical("2020-01-30T15"), canonical("PXM"), canonical("2020-01-30T15:00:00")
    ('2020-01-30T15:00', 'PXM', '2020-01-30T15:00')
    """
    match = _DURATION.fullmatch(value)
    if match and value not in {"P", "PT"}:
        years, months, weeks, days, hours, minutes, seconds = (int(g or 0) for g in match.groups())
        elapsed = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds
        return f"P{years * 12 + months}M{elapsed}S"
    clock = re.fullmatch(r"(.*T)(\d\d)(?::(\d\d))?(?::00)?(Z|[+-]\d\d(?::?\d\d)?)?", value)
    if clock:
        return f"{clock[1]}{clock[2]}:{clock[3] or '00'}{clock[4] or ''}"
    return value


@cache
def interval(value: str) -> Interval | None:
    """The half-open range of days that a calendar value spans, where it spans one.

    >>> interval("2020-02"), interval("P3W")
    ((datetime.date(2020, 2, 1), datetime.date(2020, 3, 1)), None)
    >>> interval("2020-01-30TMO") == interval("2020-01-30T09:40") == interval("2020-01-30")
    True
    >>> interval("2014/2017")
    (datetime.date(2014, 1, 1), datetime.date(2018, 1, 1))
    """
    if "/" in value:
        first, last = (interval(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last else None
    try:
        return _interval(value.split("T", 1)[0])
    except ValueError:
        return None


def _interval(value: str) -> Interval | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(value)
        return day, day + _DAY
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + 7 * _DAY
    if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(month[1]), int(month[2]), 1)
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return _months(int(quarter[1]), 3 * int(quarter[2]) - 2, 3)
    if half := re.fullmatch(r"(\d{4})-H([12])", value):
        return _months(int(half[1]), 6 * int(half[2]) - 5, 6)
    if re.fullmatch(r"\d{4}", value):
        return _months(int(value), 1, 12)
    if decade := re.fullmatch(r"(\d{3})X?", value):
        return date(int(decade[1]) * 10, 1, 1), date(int(decade[1]) * 10 + 10, 1, 1)
    return None


def _months(year: int, first: int, count: int) -> Interval:
    after = year * 12 + first - 1 + count
    return date(year, first, 1), date(after // 12, after % 12 + 1, 1)


def days(window: Interval) -> Iterator[date]:
    """The days of a window whose last day is included."""
    day, last = window
    while day <= last:
        yield day
        day += _DAY


@dataclass(frozen=True, slots=True)
class Relation:
    """How a gold value depends on the report's day: so many units from it, and what is named."""

    unit: str
    offset: int
    day: str
    part: str


def relation(value: str) -> Relation | None:
    """What a gold value such as ``relative_monday_-1`` or ``published_-1TEV`` says.

    >>> relation("published_-1TEV"), relation("2020-01-05")
    (Relation(unit='day', offset=-1, day='', part='TEV'), None)
    """
    match = _RELATIVE.fullmatch(value)
    if match is None:
        return None
    unit = match[1] or match[2] or "day"
    return Relation(unit, int(match[3] or 0), match[4] or "", match[5] or "")


def expected(value: str, window: Interval | None) -> frozenset[str]:
    """The values that a gold value stands for, one for each day of the publication window.

    >>> window = (date(2020, 3, 29), date(2020, 3, 30))
    >>> sorted(expected("relative_week_-1", window))
    ['2020-W12', '2020-W13']
    >>> sorted(expected("relative_monday_-1", window) | expected("relative_april_-1", window))
    ['2019-04', '2020-03-23']
    >>> expected("2014", None)
    frozenset({'2014'})
    """
    related = relation(value)
    if related is None:
        return frozenset({value})
    if window is None:
        return frozenset()
    found = (_on(related, day) for day in days(window))
    return frozenset(f"{one}{related.day}{related.part}" for one in found if one)


def _on(related: Relation, day: date) -> str | None:
    """The value seen from one day; ``None`` where it cannot be told without another calendar."""
    unit, offset = related.unit, related.offset
    if unit in _WEEKDAYS:
        return _weekday(day, _WEEKDAYS.index(unit), offset).isoformat()
    if unit in _MONTHS:
        return _month(day, _MONTHS.index(unit), offset)
    if unit == "day":
        return (day + offset * _DAY).isoformat()
    if unit == "week":
        year, week, _ = (day + 7 * offset * _DAY).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + offset
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return f"{day.year + offset:04}" if unit == "year" else None


def _month(day: date, month: int, offset: int) -> str:
    """The n-th month of that name before or after that of the day."""
    here = day.year * 12 + day.month - 1
    if offset > 0:
        there = here + (month - here - 1) % 12 + 1 + 12 * (offset - 1)
    elif offset < 0:
        there = here - ((here - month - 1) % 12 + 1) - 12 * (-offset - 1)
    else:
        there = here - (here - month) % 12
    return f"{there // 12:04}-{there % 12 + 1:02}"


def _weekday(day: date, weekday: int, offset: int) -> date:
    """The n-th such weekday before or after the day; 0 counts the day itself."""
    if offset > 0:
        return day + ((weekday - day.weekday() - 1) % 7 + 1 + 7 * (offset - 1)) * _DAY
    if offset < 0:
        return day - ((day.weekday() - weekday - 1) % 7 + 1 + 7 * (-offset - 1)) * _DAY
    return day - (day.weekday() - weekday) % 7 * _DAY


def relative_agrees(value: str, relative: Mapping[str, Any] | None) -> bool:
    """Whether a time that was left open says the same relation as the gold value.

    >>> relative_agrees("relative_week_-1", {"unit": "week", "offset": -1})
    True
    >>> relative_agrees("published", {"unit": "weekday", "weekday": 1, "offset": 0})
    True
    >>> relative_agrees("relative_april_-1", {"unit": "year", "month": 4, "offset": -1})
    True
    """
    related = relation(value)
    if related is None or relative is None:
        return False
    unit, offset = relative.get("unit"), relative.get("offset")
    if (relative.get("clock") or "") != related.part:
        return False
    if related.unit in _WEEKDAYS:
        named = relative.get("weekday") == _WEEKDAYS.index(related.unit) + 1
        # A bare weekday looks back and may count the day itself: 0 and -1 are one answer.
        return unit == "weekday" and named and offset in {related.offset, 0}
    if related.unit in _MONTHS:
        return relative.get("month") == _MONTHS.index(related.unit) + 1
    same_unit = unit == related.unit or (related.unit == "day" and unit == "weekday")
    return same_unit and offset == related.offset


def same(gold: str, time: Mapping[str, Any]) -> bool:
    """Whether a time of a record has a gold value: the same encoding, or the same days.

    A day reckoned from the Hijri calendar may be one off: the month began when it was seen.
    """
    value = time["value"]
    if value is not None and canonical(gold) == canonical(value):
        return True
    wanted = interval(gold)
    if wanted is None or "T" in gold:
        return False
    begin, end = _day(time["begin"]), _day(time["end_exclusive"])
    if begin is None or end is None or (value is not None and "T" in value):
        return False
    if time["calendar"] != "gregorian":
        return abs(begin - wanted[0]) <= _DAY and abs(end - wanted[1]) <= _DAY
    return (begin, end) == wanted


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
