"""The days on which a report can have been published, with a proof that a person can read.

What a carrier states counts first, then a dateline; else the calendar decides: a weekday beside a
day and a month holds in few years only, «اليوم الخميس» fixes the weekday, «كانون الثاني الحالي»
the month, a year spoken of as past lies behind. The result is every day that fits, never a guess
among them. A window, where one is given, is named in the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from tawatur.model.claim import Published, Reason
from tawatur.model.text import Document, Span
from tawatur.model.time import Draft, Point, Shift
from tawatur.resolve import calendar
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan

FEW: Final = 31
# Without a window, reports are sought in the years of digital news. The program reads no clock, so
# the end is a constant, too; a project gives its own window.
DEFAULT_WINDOW: Final = (date(2000, 1, 1), date(2029, 12, 31))
RECENT: Final = 45  # a weekday beside a day without a year is said of days this near
MONTHS_AWAY: Final = 9  # «شباط الماضي», «حزيران المقبل» lie at most so many months away
WEEKDAYS: Final = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = ("", "January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December")  # fmt: skip

Window = tuple[date, date]


class HasDateline(Protocol):
    """The frame of a report, as far as it is needed here."""

    @property
    def dateline(self) -> Span | None:
        """Where the dateline stands."""


@dataclass(frozen=True, slots=True)
class _Constraint:
    """One step of the proof: which days it leaves; ``days`` lists them where they are few."""

    reason: Reason
    holds: Callable[[date], bool]
    days: Callable[[Window], Iterator[date]] | None = None
    weak: bool = False  # given up first where the report contradicts itself


def resolve(
    document: Document,
    scan: Scan,
    lang: Language,
    drafts: Sequence[Draft],
    frame: HasDateline | None = None,
    *,
    window: Window | None = None,
) -> tuple[Published, tuple[Reason, ...]]:
    """The days of a report, and the contradictions found inside it."""
    findings = list(_contradictions(drafts))
    stated = _stated(document, drafts, frame)
    if stated is not None:
        day, reason = stated
        findings.extend(
            Reason("contradicts-day", c.reason.span, f"{c.reason.text}; not so on {day}")
            for c in _constraints(drafts)
            if not c.weak and not c.holds(day)
        )
        return Published(day, day, (reason,), (day,)), tuple(findings)
    constraints = _constraints(drafts)
    published, given_up = _solved(constraints, window)
    findings.extend(
        Reason("given-up", c.reason.span, f"{c.reason.text}: contradicts the rest of the report")
        for c in given_up
    )
    return published, tuple(findings)


# --- stated days ----------------------------------------------------------------------------------


def _stated(
    document: Document, drafts: Sequence[Draft], frame: HasDateline | None
) -> tuple[date, Reason] | None:
    """The day of the metadata, else of a dateline, else of «اليوم» beside a full date."""
    if document.published is not None:
        text = f"published {document.published}, as its carrier states"
        return document.published, Reason("metadata", None, text)
    dateline = frame.dateline if frame is not None else None
    for draft in drafts:
        inside = dateline is not None and dateline.overlaps(draft.span)
        if draft.function == "PUBLICATION_TIME" or inside:
            found = _full_date(draft)
            if found is not None:
                return found, Reason("dateline", draft.span, f"dated {found} by the report itself")
    return None


def _point(draft: Draft) -> Point | None:
    meaning = getattr(draft.meaning, "day", None) if draft.type == "TIME" else draft.meaning
    return meaning if isinstance(meaning, Point) else None


def _full_date(draft: Draft) -> date | None:
    point = _point(draft)
    if point is None or not (point.year and point.month and point.day):
        return None
    if point.hijri:
        return calendar.hijri(point.year, point.month, point.day)
    return calendar.on(point.year, point.month, point.day)


# --- constraints ----------------------------------------------------------------------------------


def _constraints(drafts: Sequence[Draft]) -> list[_Constraint]:
    found = [c for draft in drafts for c in _of_draft(draft, drafts)]
    found.sort(key=lambda constraint: constraint.days is None)
    return found


def _of_draft(draft: Draft, drafts: Sequence[Draft]) -> Iterator[_Constraint]:
    meaning = draft.meaning.day if draft.type == "TIME" and hasattr(draft.meaning, "day") else (
        draft.meaning
    )  # fmt: skip
    if isinstance(meaning, Shift):
        if meaning.unit == "day" and meaning.weekday is not None:
            yield _weekday_of_report(draft, meaning)
        return
    if not isinstance(meaning, Point) or meaning.hijri or draft.ahead:
        return
    if meaning.year is not None:
        past = draft.behind and draft.signal not in {"until", "before", "from"}
        if past or draft.signal == "since":
            yield _behind(draft, meaning)
    elif meaning.month is not None:
        yield from _of_month(draft, meaning, drafts)


def _weekday_of_report(draft: Draft, shift: Shift) -> _Constraint:
    assert shift.weekday is not None
    weekday = (shift.weekday - shift.amount - 1) % 7 + 1
    text = f"written on a {WEEKDAYS[weekday]}"
    return _Constraint(
        Reason("weekday-of-report", draft.span, text), lambda day: day.isoweekday() == weekday
    )


def _behind(draft: Draft, point: Point) -> _Constraint:
    """A year, month or day spoken of lies behind; one that something lasts since, wholly."""
    year, month = point.year or 1, point.month
    if month is None:
        first = date(year + (1 if draft.signal == "since" else 0), 1, 1)
    else:
        first = calendar.on(year, month, point.day or 1) or date(year, month, 1)
    return _Constraint(
        Reason("lies-behind", draft.span, f"not before {first}"), lambda day: day >= first,
        weak=True,
    )  # fmt: skip


def _of_month(draft: Draft, point: Point, drafts: Sequence[Draft]) -> Iterator[_Constraint]:
    month, day, side = point.month or 1, point.day, point.side
    if side == 0:
        yield _this_month(draft, month, day if draft.behind else None)
    elif side is not None:
        yield _month_away(draft, month, side)
    elif day is not None and point.weekday is not None:
        repeated = any(
            _point(other) == Point(weekday=point.weekday) and not other.ahead for other in drafts
        )
        reach = 6 if repeated or draft.function else RECENT
        yield _weekday_and_day(draft, point, 0 if draft.function else reach)
    elif day is not None and draft.function == "PUBLICATION_TIME":
        text = f"dated {day} {MONTHS[month]} by the report itself"
        yield _Constraint(
            Reason("dateline-day", draft.span, text),
            lambda report: (report.month, report.day) == (month, day),
            lambda window: _in_years(window, month, day, 0),
        )


def _this_month(draft: Draft, month: int, day: int | None) -> _Constraint:
    since = f", not before its {day}." if day else ""
    return _Constraint(
        Reason("this-month", draft.span, f"written in {MONTHS[month]}{since}"),
        lambda report: report.month == month and report.day >= (day or 1),
        lambda window: _in_years(window, month, day or 1, 31 - (day or 1)),
    )


def _month_away(draft: Draft, month: int, side: int) -> _Constraint:
    where = "before" if side < 0 else "after"
    text = f"{MONTHS[month]} lies {where} it, at most {MONTHS_AWAY} months away"
    return _Constraint(
        Reason("month-away", draft.span, text),
        lambda report: 1 <= (month - report.month) * side % 12 <= MONTHS_AWAY,
    )


def _weekday_and_day(draft: Draft, point: Point, reach: int) -> _Constraint:
    """A weekday beside a day and month: few years have it, and it was said soon after."""
    month, day = point.month or 1, point.day or 1

    def starts(window: Window) -> Iterator[date]:
        for found in _in_years((window[0] - timedelta(reach), window[1]), month, day, 0):
            if found.isoweekday() == point.weekday:
                yield found

    def days(window: Window) -> Iterator[date]:
        for start in starts(window):
            yield from (start + timedelta(offset) for offset in range(reach + 1))

    def holds(report: date) -> bool:
        return any(0 <= (report - start).days <= reach for start in starts((report, report)))

    name = f"{WEEKDAYS[point.weekday or 1]} {day} {MONTHS[month]}"
    years = ", ".join(str(found.year) for found in starts(DEFAULT_WINDOW))
    within = f"; the report is at most {reach} days later" if reach else ""
    return _Constraint(
        Reason("weekday-and-day", draft.span, f"{name} holds in {years} only{within}"), holds, days
    )


def _in_years(window: Window, month: int, day: int, more: int) -> Iterator[date]:
    """The day of each year of the window, and so many days of the month after it."""
    for year in range(window[0].year, window[1].year + 1):
        for offset in range(more + 1):
            found = calendar.on(year, month, day + offset)
            if found is not None and window[0] <= found <= window[1]:
                yield found


# --- solving --------------------------------------------------------------------------------------


def _solved(
    constraints: Sequence[_Constraint], window: Window | None
) -> tuple[Published, tuple[_Constraint, ...]]:
    """The days that all constraints leave; weak ones, then single ones are given up for that."""
    if not constraints and window is None:
        return Published(), ()
    limits = window or DEFAULT_WINDOW
    basis = [_window_reason(limits, given=window is not None)]
    for given_up in _relaxations(constraints):
        kept = [c for c in constraints if c not in given_up]
        published = _days(kept, limits, window is not None)
        if published is not None:
            reasons = (*basis, *(c.reason for c in kept))
            return Published(published[0], published[1], reasons, published[2]), given_up
    return Published(), tuple(constraints)


def _window_reason(limits: Window, *, given: bool) -> Reason:
    whose = "the window given" if given else "the window taken where none is given"
    return Reason("window", None, f"{limits[0]} to {limits[1]}: {whose}")


def _relaxations(constraints: Sequence[_Constraint]) -> Iterator[tuple[_Constraint, ...]]:
    yield ()
    weak = tuple(c for c in constraints if c.weak)
    if weak:
        yield weak
    for one in constraints[:_TRIED]:
        if not one.weak:
            yield (*weak, one)


_TRIED: Final = 12


def _days(
    constraints: Sequence[_Constraint], window: Window, given: bool
) -> tuple[date, date, tuple[date, ...]] | None:
    """First, last and, where they are few, all days that fit."""

    def fits(day: date) -> bool:
        return window[0] <= day <= window[1] and all(c.holds(day) for c in constraints)

    listing = next((c.days for c in constraints if c.days is not None), None)
    if listing is None and not (given and (window[1] - window[0]).days <= _SHORT):
        first = next(filter(fits, _walk(window[0], 1)), None)
        last = next(filter(fits, _walk(window[1], -1)), None)
        return None if first is None or last is None else (first, last, ())
    source: Iterable[date] = listing(window) if listing else _walk(window[0], 1, window[1])
    found = sorted(set(filter(fits, source)))
    if not found:
        return None
    return found[0], found[-1], tuple(found) if len(found) <= FEW else ()


_SHORT: Final = 1100  # days: three years
_STEPS: Final = 11_000  # days: thirty years; the longest way to the first day that fits


def _walk(start: date, step: int, stop: date | None = None) -> Iterator[date]:
    for offset in range(_STEPS):
        day = start + timedelta(step * offset)
        if stop is not None and day > stop:
            return
        yield day


# --- contradictions -------------------------------------------------------------------------------


def _contradictions(drafts: Sequence[Draft]) -> Iterator[Reason]:
    """Full dates with a weekday that they did not have; calendars that disagree."""
    for draft in drafts:
        day, point = _full_date(draft), _point(draft)
        if day is None or point is None:
            continue
        if point.weekday is not None and day.isoweekday() != point.weekday:
            text = f"{day} was a {WEEKDAYS[day.isoweekday()]}, not a {WEEKDAYS[point.weekday]}"
            yield Reason("wrong-weekday", draft.span, text)
        hijri = draft.orig
        if hijri is not None and hijri.year and hijri.month and hijri.day:
            own = calendar.hijri(hijri.year, hijri.month, hijri.day)
            if own is not None and abs((own - day).days) > 1:
                yield Reason("calendars-disagree", draft.span, f"the Hijri day is {own}, not {day}")
