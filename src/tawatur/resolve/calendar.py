"""Intervals of the calendars: days, months, years, weeks, seasons, Hijri months.

An interval is half-open and in days. Hijri dates are Umm al-Qura (hijridate) in 1343-1500, outside
those years the tabular calendar; both may differ by a day from what was announced.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from hijridate import Hijri

UMM_AL_QURA: Final = range(1343, 1501)
FIRST_YEAR: Final = 1
LAST_YEAR: Final = 9998


@dataclass(frozen=True, slots=True)
class Interval:
    """A TIMEX3 value with the days that it spans; ``orig`` is the date in its own calendar."""

    value: str
    begin: date | None = None
    end: date | None = None
    orig: str | None = None


def day(of: date) -> Interval:
    """One day.

    >>> day(date(2020, 1, 30)).end
    datetime.date(2020, 1, 31)
    """
    return Interval(of.isoformat(), of, of + timedelta(1))


def month(year: int, number: int) -> Interval:
    """One month."""
    begin = date(year, number, 1)
    return Interval(f"{year:04}-{number:02}", begin, shifted(begin, 1))


def year(number: int) -> Interval:
    """One year."""
    return Interval(f"{number:04}", date(number, 1, 1), date(number + 1, 1, 1))


def shifted(start: date, months: int) -> date:
    """The first day of the month so many months on."""
    total = start.year * 12 + start.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def on(year_number: int, month_number: int, day_number: int) -> date | None:
    """The day, or ``None`` where that month is shorter."""
    if day_number > monthrange(year_number, month_number)[1]:
        return None
    return date(year_number, month_number, day_number)


def week(of: date, offset: int, first_weekday: int) -> Interval:
    """The week so many weeks on; weeks begin on ``first_weekday`` (Monday is 0).

    The value is the ISO week that shares most days with it.

    >>> found = week(date(2020, 1, 30), -1, 5)
    >>> found.value, str(found.begin), str(found.end)
    ('2020-W04', '2020-01-18', '2020-01-25')
    """
    begin = of - timedelta((of.weekday() - first_weekday) % 7) + timedelta(7 * offset)
    iso = (begin + timedelta(3)).isocalendar()
    return Interval(f"{iso.year:04}-W{iso.week:02}", begin, begin + timedelta(7))


def part_of_year(number: int, part: str) -> Interval | None:
    """A quarter, half, season, month («05») or day («05-09») of a year; ``None``: no such day.

    >>> part_of_year(2019, "H2").begin
    datetime.date(2019, 7, 1)
    """
    if part[0] == "Q":
        first, months = 3 * int(part[1]) - 2, 3
    elif part[0] == "H":
        first, months = 6 * int(part[1]) - 5, 6
    elif part.isdigit():
        return month(number, int(part))
    elif part[0].isdigit():
        found = on(number, int(part[:2]), int(part[3:]))
        return None if found is None else day(found)
    else:  # seasons as meteorologists count them; winter begins in December
        first, months = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[part], 3
    begin = date(number, first, 1)
    return Interval(f"{number:04}-{part}", begin, shifted(begin, months))


_WEEK: Final = 7


def third(whole: Interval, mod: str | None) -> Interval:
    """The first, middle or last third of a month, year or week: what «أوائل» and «أواخر» span."""
    if mod not in {"START", "MID", "END"} or whole.begin is None or whole.end is None:
        return whole
    days = (whole.end - whole.begin).days
    if days < 3:  # the start of a day is no shorter interval: days are the finest here
        return whole
    step = timedelta(days // 3)
    cuts = (whole.begin, whole.begin + step, whole.begin + 2 * step, whole.end)
    if days == _WEEK:  # «نهاية الأسبوع» are its last two days
        cuts = (whole.begin, whole.begin + step, whole.end - step, whole.end)
    at = ("START", "MID", "END").index(mod)
    return Interval(whole.value, cuts[at], cuts[at + 1], whole.orig)


@lru_cache(maxsize=4096)
def hijri(year_number: int, month_number: int = 1, day_number: int = 1) -> date | None:
    """The Gregorian day of a Hijri one; ``None`` where that month has no such day.

    >>> hijri(1441, 9, 15)
    datetime.date(2020, 5, 8)
    """
    if year_number in UMM_AL_QURA:
        try:
            found = Hijri(year_number, month_number, day_number).to_gregorian()
        except (ValueError, OverflowError):
            return None
        return date(found.year, found.month, found.day)
    if not 1 <= day_number <= 30:
        return None
    # the tabular calendar: 30 years of 354 days with 11 leap days, astronomical Julian day numbers
    number = (11 * year_number + 3) // 30 + 354 * year_number + 30 * month_number
    number += day_number - (month_number - 1) // 2 + 1948440 - 385
    return date.fromordinal(number - 1721425)


def hijri_month(year_number: int, number: int) -> Interval | None:
    """A Hijri month as a Gregorian interval."""
    following = (year_number, number + 1) if number < 12 else (year_number + 1, 1)
    return _hijri(hijri(year_number, number), hijri(*following), f"{year_number:04}-{number:02}")


def hijri_year(number: int) -> Interval | None:
    """A Hijri year as a Gregorian interval."""
    return _hijri(hijri(number), hijri(number + 1), f"{number:04}")


def hijri_day(year_number: int, month_number: int, day_number: int) -> Interval | None:
    """A Hijri day."""
    found = hijri(year_number, month_number, day_number)
    if found is None:
        return None
    orig = f"{year_number:04}-{month_number:02}-{day_number:02}"
    return Interval(found.isoformat(), found, found + timedelta(1), orig)


def _hijri(begin: date | None, end: date | None, orig: str) -> Interval | None:
    if begin is None or end is None:
        return None
    last = end - timedelta(1)
    return Interval(f"{begin.isoformat()}/{last.isoformat()}", begin, end, orig)
