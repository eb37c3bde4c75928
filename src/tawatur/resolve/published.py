"""The days on which a report can have been published, with a proof that a person can read.

What a carrier states counts first, then a dateline; else the calendar decides: a weekday beside a
day and a month holds in few years only, «اليوم الخميس» fixes the weekday, «كانون الثاني الحالي»
the month, a year spoken of as past lies behind. The result is every day that fits, never a guess
among them. A window, where one is given, is named in the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from tawatur.model.claim import Published, Reason
from tawatur.model.text import Document
from tawatur.model.time import Draft, Point, Shift
from tawatur.resolve import calendar, days, event_days, hijri_days, known
from tawatur.resolve.days import Constraint, Days
from tawatur.resolve.known import Known
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan

FEW: Final = 31
MONTHS_AWAY: Final = 9  # «شباط الماضي», «حزيران المقبل» lie at most so many months away
Window = tuple[date, date]


def resolve(
    document: Document,
    scan: Scan,
    lang: Language,
    drafts: Sequence[Draft],
    *,
    window: Window | None = None,
    mentions: Sequence[Known] | None = None,
) -> tuple[Published, tuple[Reason, ...]]:
    """The days of a report, and the contradictions found inside it.

    ``mentions`` are the known events of the text, where they have been looked for already.
    """
    if mentions is None:
        mentions = known.mentions(scan, lang)
    left, basis, findings = _solved(document, scan, drafts, window, mentions)
    return published(left, basis), findings


def possible(
    document: Document,
    scan: Scan,
    drafts: Sequence[Draft],
    *,
    window: Window | None,
    mentions: Sequence[Known],
) -> Days:
    """Every day that ``resolve`` leaves, however many; those of the window where none is left."""
    left, _, _ = _solved(document, scan, drafts, window, mentions)
    return left or days.between(*(window or days.DEFAULT_WINDOW))


def published(left: Days, basis: tuple[Reason, ...]) -> Published:
    """The days of a set as a value, listed where they are few; nothing is said of no days."""
    if not left:
        return Published()
    listed = tuple(days.listed(left)) if left.bit_count() <= FEW else ()
    return Published(days.first(left), days.last(left), basis, listed)


def _solved(
    document: Document,
    scan: Scan,
    drafts: Sequence[Draft],
    window: Window | None,
    mentions: Sequence[Known],
) -> tuple[Days, tuple[Reason, ...], tuple[Reason, ...]]:
    """The days left, the proof, and the findings."""
    findings = list(_contradictions(drafts))
    alone = _alone(drafts)
    constraints = [c for draft in drafts for c in _of_draft(draft, alone)]
    constraints.extend(known.constraints(scan, mentions, drafts))
    constraints.extend(event_days.constraints(drafts, scan))
    constraints.extend(_months_beside(drafts))
    stated = _stated(document, drafts)
    if stated is not None:
        day, reason = stated
        findings.extend(
            Reason("contradicts-day", c.reason.span, f"{c.reason.text}; not so on {day}")
            for c in constraints
            if not c.weak and not days.holds(c.days, day)
        )
        return days.of([day]), (reason,), tuple(findings)
    if not constraints and window is None:
        return 0, (), tuple(findings)
    left, basis, more = _met(constraints, window)
    return left, basis, (*findings, *more)


# --- stated days ----------------------------------------------------------------------------------


def _stated(document: Document, drafts: Sequence[Draft]) -> tuple[date, Reason] | None:
    """The day of the metadata, else of a dateline, else of «اليوم» or «أمس» beside a full date."""
    if document.published is not None:
        text = f"published {document.published}, as its carrier states"
        return document.published, Reason("metadata", None, text)
    for draft in drafts:
        if draft.function == "PUBLICATION_TIME":
            found = _full_date(draft)
            if found is not None:
                return found, Reason("dateline", draft.span, f"dated {found} by the report itself")
    for draft in drafts:
        found = _full_date(draft) if draft.away is not None else None
        if found is not None and days.FIRST <= found <= days.LAST:
            reason = Reason("day-beside", draft.span, f"{found} is {_away(draft)}")
            return found - timedelta(draft.away or 0), reason
    return None


def _away(draft: Draft) -> str:
    away = draft.away or 0
    if not away:
        return "its own day"
    many = "the day" if abs(away) == 1 else f"{abs(away)} days"
    return f"{many} {'before' if away < 0 else 'after'} it"


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


def _of_draft(draft: Draft, alone: frozenset[int]) -> Iterator[Constraint]:
    meaning = draft.meaning.day if draft.type == "TIME" and hasattr(draft.meaning, "day") else (
        draft.meaning
    )  # fmt: skip
    if isinstance(meaning, Shift):
        if meaning.unit == "day" and meaning.weekday is not None:
            yield _weekday_of_report(draft, meaning)
        return
    if not isinstance(meaning, Point):
        return
    if meaning.hijri and draft.signal == "after-end" and not draft.behind:
        yield from hijri_days.ahead(draft, meaning)
    if meaning.hijri or (draft.ahead and draft.away is None):
        return
    if draft.orig is not None and meaning.year is None and meaning.day is not None:
        yield from hijri_days.both(draft, meaning, draft.orig)
    if meaning.year is not None:
        past = draft.behind and draft.signal not in {"until", "before", "from"}
        if past or draft.signal == "since":
            yield _behind(draft, meaning)
    elif meaning.month is not None:
        yield from _of_month(draft, meaning, alone)


def _alone(drafts: Sequence[Draft]) -> frozenset[int]:
    """The weekdays that a report names by themselves, looking back."""
    points = [_point(draft) for draft in drafts if not draft.ahead]
    return frozenset(
        point.weekday
        for point in points
        if point is not None and point.weekday and point == Point(weekday=point.weekday)
    )


def _weekday_of_report(draft: Draft, shift: Shift) -> Constraint:
    assert shift.weekday is not None
    weekday = (shift.weekday - shift.amount - 1) % 7 + 1
    reason = Reason("weekday-of-report", draft.span, f"written on a {days.WEEKDAYS[weekday]}")
    return Constraint(reason, days.weekday(weekday))


def _behind(draft: Draft, point: Point) -> Constraint:
    """A year, month or day spoken of lies behind; one that something lasts since, wholly."""
    year, month = point.year or 1, point.month
    if month is None:
        first = date(year + (1 if draft.signal == "since" else 0), 1, 1)
    else:
        first = calendar.on(year, month, point.day or 1) or date(year, month, 1)
    reason = Reason("lies-behind", draft.span, f"not before {first}")
    return Constraint(reason, days.since(first), weak=True)


def _of_month(draft: Draft, point: Point, alone: frozenset[int]) -> Iterator[Constraint]:
    month, day, side = point.month or 1, point.day, point.side
    if side == 0:
        yield _this_month(draft, month, day if draft.behind else None)
    elif side is not None:
        yield _month_away(draft, month, side)
    if side:
        return
    today = draft.function is not None or draft.away == 0
    if day is not None and draft.away:
        found = days.of_month(month, day)
        if point.weekday is not None:
            found &= days.weekday(point.weekday)
        found = days.moved(found, -draft.away)
        text = f"{day} {days.MONTHS[month]} is {_away(draft)}"
        yield Constraint(Reason("day-beside", draft.span, text), found)
    elif day is not None and point.weekday is not None:
        repeated = point.weekday in alone
        yield _weekday_and_day(draft, point, 0 if today else 6 if repeated else days.RECENT)
    elif day is not None and today:
        text = f"dated {day} {days.MONTHS[month]} by the report itself"
        yield Constraint(Reason("dateline-day", draft.span, text), days.of_month(month, day))


def _this_month(draft: Draft, month: int, day: int | None) -> Constraint:
    since = f", not before its {day}." if day else ""
    reason = Reason("this-month", draft.span, f"written in {days.MONTHS[month]}{since}")
    return Constraint(reason, days.from_day(month, day or 1))


def _month_away(draft: Draft, month: int, side: int) -> Constraint:
    where = "before" if side < 0 else "after"
    text = f"{days.MONTHS[month]} lies {where} it, at most {MONTHS_AWAY} months away"
    return Constraint(
        Reason("month-away", draft.span, text), _months_around(month, side), weak=True
    )


@lru_cache(maxsize=48)
def _months_around(month: int, side: int) -> Days:
    """The months from which that month is the last or the next, not too far away."""
    found = 0
    for own in range(1, 13):
        if 1 <= (month - own) * side % 12 <= MONTHS_AWAY:
            found |= days.month(own)
    return found


def _months_beside(drafts: Sequence[Draft]) -> Iterator[Constraint]:
    """«آذار الماضي» and «حزيران المقبل» in one report: a year at most lies between the two."""
    named = [
        (draft, point)
        for draft in drafts
        if isinstance(point := draft.meaning, Point) and point.month and point.year is None
        and not point.hijri
    ]  # fmt: skip
    past = [(d, p.month or 1) for d, p in named if p.side == -1]
    coming = [(d, p.month or 1) for d, p in named if p.side == 1]
    for last, next_ in dict.fromkeys((a, b) for _, a in past for _, b in coming if a != b):
        draft = next(d for d, month in coming if month == next_)
        text = f"last {days.MONTHS[last]} and next {days.MONTHS[next_]} are less than a year apart"
        found = 0
        for own in range(1, 13):
            if 0 < (own - last) % 12 < (next_ - last) % 12:
                found |= days.month(own)
        if found:
            yield Constraint(Reason("months-beside", draft.span, text), found, weak=True)


def _weekday_and_day(draft: Draft, point: Point, reach: int) -> Constraint:
    """A weekday beside a day and month: few years have it, and it was said soon after."""
    weekday, month, day = point.weekday or 1, point.month or 1, point.day or 1
    starts, years = _years_of(weekday, month, day)
    within = f"; the report is at most {reach} days later" if reach else ""
    text = f"{days.WEEKDAYS[weekday]} {day} {days.MONTHS[month]} holds in {years} only{within}"
    return Constraint(Reason("weekday-and-day", draft.span, text), days.stretched(starts, reach))


@lru_cache(maxsize=512)
def _years_of(weekday: int, month: int, day: int) -> tuple[Days, str]:
    """The days that have that weekday, and the years of digital news that have one."""
    starts = days.of_month(month, day) & days.weekday(weekday)
    recent = starts & days.between(*days.DEFAULT_WINDOW)
    return starts, ", ".join(str(found.year) for found in days.listed(recent))


# --- where the constraints meet -------------------------------------------------------------------


def _met(
    constraints: Sequence[Constraint], window: Window | None
) -> tuple[Days, tuple[Reason, ...], tuple[Reason, ...]]:
    """The days that all constraints leave, with the proof; what had to be given up for that."""
    limits = window or days.DEFAULT_WINDOW
    whole = days.between(*limits)
    findings: tuple[Reason, ...] = ()
    groups: dict[tuple[Days, bool], list[Constraint]] = {}
    for constraint in constraints:
        groups.setdefault((constraint.days, constraint.weak), []).append(constraint)
    left, without = _left(whole, groups, strong=False)
    if without is None and window is not None:
        left, without = _left(days.between(*days.DEFAULT_WINDOW), groups, strong=False)
        if without is not None:
            text = f"its own words leave no day within {limits[0]} to {limits[1]}, the window given"
            findings = (Reason("outside-window", None, text),)
    if without is None:
        left, without = _left(whole, groups, strong=True)
    if without is None:
        return 0, (), tuple(map(_given_up, constraints))
    basis = [] if findings else [_window_reason(limits, given=window is not None)]
    for key, same in groups.items():
        if key in without:
            findings += tuple(map(_given_up, same))
    kept = [c for c in constraints if (c.days, c.weak) not in without]
    return left, (*basis, *(c.reason for c in kept)), findings


def _window_reason(limits: Window, *, given: bool) -> Reason:
    whose = "the window given" if given else "the window taken where none is given"
    return Reason("window", None, f"{limits[0]} to {limits[1]}: {whose}")


def _given_up(constraint: Constraint) -> Reason:
    reason = constraint.reason
    return Reason("given-up", reason.span, f"{reason.text}: contradicts the rest of the report")


_TRIED: Final = 12

_Key = tuple[Days, bool]


def _left(
    whole: Days, groups: dict[_Key, list[Constraint]], *, strong: bool
) -> tuple[Days, frozenset[_Key] | None]:
    """The days left, and the least that has to be given up for any; ``None``: not so easily.

    Weak words go first, one or all of them; then, where ``strong`` may, too, one of the others,
    what is said least often first.
    """
    weak = [key for key in groups if key[1]]
    tried: list[frozenset[_Key]] = [frozenset()]
    tried.extend(frozenset([key]) for key in weak[:_TRIED])
    tried.append(frozenset(weak))
    if strong:
        firm = sorted((key for key in groups if not key[1]), key=lambda key: len(groups[key]))
        tried.extend(frozenset([*weak, key]) for key in firm[:_TRIED])
    for without in tried:
        found = whole
        for key in groups:
            if key not in without:
                found &= key[0]
        if found:
            return found, without
    return 0, None


# --- contradictions -------------------------------------------------------------------------------


def _contradictions(drafts: Sequence[Draft]) -> Iterator[Reason]:
    """Full dates with a weekday that they did not have; calendars that disagree."""
    for draft in drafts:
        day, point = _full_date(draft), _point(draft)
        if day is None or point is None:
            continue
        if point.weekday is not None and day.isoweekday() != point.weekday:
            was, named = days.WEEKDAYS[day.isoweekday()], days.WEEKDAYS[point.weekday]
            text = f"{day} was a {was}, not a {named}"
            yield Reason("wrong-weekday", draft.span, text)
        hijri = draft.orig
        if hijri is not None and hijri.year and hijri.month and hijri.day:
            own = calendar.hijri(hijri.year, hijri.month, hijri.day)
            if own is not None and abs((own - day).days) > 1:
                yield Reason("calendars-disagree", draft.span, f"the Hijri day is {own}, not {day}")
