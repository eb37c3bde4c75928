"""What a time expression says before the report's day is known.

A ``Draft`` is a time expression as found; its ``meaning`` is one of the small values below, and
``resolve.times`` turns it into a ``Timex`` once it knows the days on which the report can have
been written. Years are Gregorian unless ``calendar`` says otherwise; weekdays are those of ISO
(Monday is 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tawatur.model.text import Span

Unit = Literal["hour", "day", "week", "month", "quarter", "year", "decade", "century"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a calendar, with what is named of it; the rest comes from the report's day.

    ``side`` is what «الماضي» (-1), «الجاري» (0) and «المقبل» (+1) say, -2 and +2 one further;
    ``part`` a quarter, half or season (``Q1``, ``H2``, ``SU``); ``days`` the length of a feast.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    side: int | None = None
    part: str | None = None
    hijri: bool = False
    days: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from the report's day: «أمس», «الأسبوع الماضي», «قبل ثلاثة أيام».

    ``unit`` is the grain of the answer; ``weeks`` counted from a day (``exact``) give a day.
    ``weekday`` is named beside it: «أمس الأربعاء».
    """

    unit: Unit
    amount: int
    exact: bool = False
    weekday: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Anaphor:
    """So many days from the date named last before."""

    days: int


@dataclass(frozen=True, slots=True)
class Length:
    """A duration by its TIMEX3 value; ``side`` where it ends (-1) or begins (+1) at the report."""

    value: str
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that hangs on nothing: ``PAST_REF``, a set, a decade, a century."""

    value: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day (``T15:00``, ``TMO``) on a day; without one, on the report's day.

    ``eve``: on the day before («ليلة رأس السنة»).
    """

    clock: str
    day: Point | Shift | Anaphor | None = None
    eve: bool = False


@dataclass(frozen=True, slots=True)
class NthOf:
    """«أول ثلاثاء من أكتوبر», «اليوم الأخير من عام 2019» (``weekday`` absent, number -1)."""

    number: int
    weekday: int | None
    within: Point | Shift


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one to another, both included."""

    first: Point | Shift
    last: Point | Shift


@dataclass(frozen=True, slots=True)
class EventDay:
    """The days (both included) in which an event lies, and on whose word: ``by``."""

    first: date
    last: date
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class FromEvent:
    """So much before (-1) or after (+1) an event; ``same`` is a date that it is set beside.

    ``event`` is when the event was, where that is known.
    """

    value: str
    side: int
    same: Point | Shift | None = None
    event: EventDay | None = None


Meaning = Point | Shift | Anaphor | Length | Fixed | Clock | NthOf | Stretch | FromEvent


@dataclass(slots=True)  # not frozen: what stands around is filled in where it is made
class Draft:
    """A time expression whose meaning still needs the report's day.

    ``first`` and ``last`` are its tokens; ``anchor`` the words of the event that it counts from;
    ``ahead`` says that the words around it look forward (a weekday is then the next one),
    ``behind`` that a past verb governs it. ``away`` is how many days a date lies from the report's
    own, as «أمس» beside it says.
    """

    span: Span
    rule: str
    first: int
    last: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    meaning: Meaning
    mod: str | None = None
    signal: str | None = None
    quant: str | None = None
    freq: str | None = None
    function: str | None = None
    anchor: str | None = None
    orig: Point | None = None
    ahead: bool = False
    behind: bool = False
    away: int | None = None
