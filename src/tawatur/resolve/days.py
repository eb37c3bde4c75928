"""Sets of days as whole numbers: one bit a day, so that constraints meet in one operation.

Every weekday, month and day of the month is a set that is made once; what a report says of its day
is a few of them joined or cut.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from tawatur.model.claim import Reason

Days = int  # bit n is the day n days after FIRST
FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2100, 12, 31)
_ORIGIN: Final = FIRST.toordinal()
_COUNT: Final = LAST.toordinal() - _ORIGIN + 1
ALL: Final[Days] = (1 << _COUNT) - 1
# Without a window, reports are sought in the years of digital news. The program reads no clock, so
# the end is a constant, too; a project gives its own window.
DEFAULT_WINDOW: Final = (date(2000, 1, 1), date(2029, 12, 31))
RECENT: Final = 45  # a day without a year, fixed by what stands beside it, is this near
WEEKDAYS: Final = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = ("", "January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constraint:
    """One step of the proof: which days it leaves.

    What is ``weak`` is given up first where the report contradicts itself.
    """

    reason: Reason
    days: Days
    weak: bool = False


def since(first: date) -> Days:
    """That day and all later ones."""
    return ALL >> (place := _place(first)) << place


def between(first: date, last: date) -> Days:
    """The days from one to another, both included.

    >>> [str(day) for day in listed(between(date(2020, 1, 30), date(2020, 1, 31)))]
    ['2020-01-30', '2020-01-31']
    """
    return since(first) & ((1 << (min(last, LAST).toordinal() - _ORIGIN + 1)) - 1
                           if last >= FIRST else 0)  # fmt: skip


def of(chosen: Iterable[date]) -> Days:
    """These days."""
    found = 0
    for day in chosen:
        if FIRST <= day <= LAST:
            found |= 1 << _place(day)
    return found


def _place(day: date) -> int:
    return min(max(day.toordinal() - _ORIGIN, 0), _COUNT)


@lru_cache(maxsize=8)
def weekday(number: int) -> Days:
    """Every such weekday (Monday is 1).

    >>> str(first(weekday(4) & since(date(2020, 1, 28))))
    '2020-01-30'
    """
    found, width = 1 << (number - FIRST.isoweekday()) % 7, 7
    while width < _COUNT:
        found |= found << width
        width *= 2
    return found & ALL


@lru_cache(maxsize=1)
def _starts() -> dict[tuple[int, int], Days]:
    """The first days of the months of each number and length."""
    found: dict[tuple[int, int], Days] = {}
    for year in range(FIRST.year, LAST.year + 1):
        for number in range(1, 13):
            key = (number, monthrange(year, number)[1])
            found[key] = found.get(key, 0) | 1 << _place(date(year, number, 1))
    return found


@lru_cache(maxsize=12)
def month(number: int) -> Days:
    """Every day of such months."""
    return from_day(number, 1)


@lru_cache(maxsize=400)
def of_month(number: int, day: int) -> Days:
    """That day of that month in every year."""
    found = 0
    for (own, length), starts in _starts().items():
        if own == number and 1 <= day <= length:
            found |= starts << (day - 1)
    return found


@lru_cache(maxsize=400)
def moved(days: Days, by: int) -> Days:
    """Every day so many days later, or earlier; those beyond the calendar are left out.

    >>> str(first(moved(of([date(2020, 2, 28)]), 2)))
    '2020-03-01'
    """
    return (days << by if by > 0 else days >> -by) & ALL


def from_day(number: int, day: int) -> Days:
    """That day of that month and the rest of the month, in every year."""
    found = 0
    for each in range(max(day, 1), 32):
        found |= of_month(number, each)
    return found


@lru_cache(maxsize=4096)
def stretched(start: Days, more: int) -> Days:
    """Each of the days and so many after it."""
    found, reach = start, 0
    while reach < more:
        step = min(reach + 1, more - reach)
        found |= found << step
        reach += step
    return found & ALL


def first(days: Days) -> date:
    """The first day of a set that has one."""
    return date.fromordinal(_ORIGIN + (days & -days).bit_length() - 1)


def last(days: Days) -> date:
    """The last day of a set that has one."""
    return date.fromordinal(_ORIGIN + days.bit_length() - 1)


def listed(days: Days) -> Iterator[date]:
    """The days of a set, in order."""
    while days:
        yield first(days)
        days &= days - 1


def holds(days: Days, day: date) -> bool:
    """Whether a day is in a set; days beyond the calendar kept here are in none."""
    return FIRST <= day <= LAST and bool(days >> _place(day) & 1)
