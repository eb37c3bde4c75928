"""Time expressions anchored to the day of their report, or to each day that it can have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tawatur.model.claim import Published
from tawatur.model.mention import Timex
from tawatur.model.time import (
    Anaphor,
    Clock,
    Draft,
    EventDay,
    FromEvent,
    Length,
    Meaning,
    NthOf,
    Point,
    Shift,
    Stretch,
)
from tawatur.resolve import calendar
from tawatur.resolve.anchored import value_at
from tawatur.resolve.calendar import Interval

FEW: Final = 31  # at most so many values are listed as candidates
WIDE: Final = 120  # of a longer window without listed candidates, single days say nothing


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft on one day of the report."""

    interval: Interval
    anchor: str | None


def resolve(
    drafts: Sequence[Draft], published: Published, *, first_weekday: int = 5
) -> tuple[Timex, ...]:
    """The drafts with values and intervals, in the same order.

    Where the report's day is not certain, a value that all its days agree on is given; else the
    candidates, where they are few. ``first_weekday`` is that of ``date.weekday`` (5: Saturday).
    """
    days = report_days(published)
    columns = [_column(drafts, day, first_weekday) for day in days or (None,)]
    return tuple(
        _timex(draft, [column[place] for column in columns], len(days) == 1)
        for place, draft in enumerate(drafts)
    )


def report_days(published: Published) -> tuple[date, ...]:
    """The days on which a report can have been published, where they are few enough to try each."""
    if published.candidates:
        return published.candidates
    if published.earliest is None or published.latest is None:
        return ()
    span = (published.latest - published.earliest).days
    if span > WIDE:
        return ()
    return tuple(published.earliest + timedelta(offset) for offset in range(span + 1))


def _column(drafts: Sequence[Draft], day: date | None, first_weekday: int) -> list[_Read | None]:
    """All drafts on one day; dates are kept for the anaphors that follow."""
    previous: date | None = None
    column: list[_Read | None] = []
    for draft in drafts:
        interval = value_at(
            draft.meaning, day, ahead=draft.ahead, previous=previous, first_weekday=first_weekday
        )
        if interval is None:
            column.append(None)
            continue
        if draft.signal == "after-end" and interval.end is not None:
            interval = Interval(interval.end.isoformat(), interval.end, None, interval.orig)
        else:
            interval = calendar.third(interval, draft.mod)
        column.append(_Read(interval, _anchor(draft, day, previous)))
        if draft.type == "DATE" and interval.begin and interval.end:
            single = (interval.end - interval.begin).days == 1
            previous = interval.begin if single else previous
    return column


def _anchor(draft: Draft, day: date | None, previous: date | None) -> str | None:
    if draft.anchor is not None:
        return draft.anchor
    if isinstance(draft.meaning, Anaphor) and previous is not None:
        return previous.isoformat()
    if isinstance(draft.meaning, Length) and draft.meaning.side is not None and day is not None:
        return day.isoformat()
    return None


def _timex(draft: Draft, reads: Sequence[_Read | None], certain: bool) -> Timex:
    found = [read for read in reads if read is not None]
    values = list(dict.fromkeys(read.interval.value for read in found))
    agreed = values[0] if len(values) == 1 and len(found) == len(reads) else None
    whole = found[0] if found and all(read == found[0] for read in found) else None
    hijri = _is_hijri(draft.meaning)
    own = None if whole is None else whole.interval.orig
    return Timex(
        span=draft.span,
        rule=draft.rule,
        type=draft.type,
        value=agreed,
        mod=draft.mod or ("APPROX" if hijri else None),
        begin=whole.interval.begin if agreed and whole else None,
        end_exclusive=whole.interval.end if agreed and whole else None,
        signal=draft.signal,
        anchor=whole.anchor if whole else draft.anchor,
        calendar="islamic-umalqura" if hijri else "gregorian",
        orig=_orig(draft.orig) or own,
        quant=draft.quant,
        freq=draft.freq,
        function=draft.function,
        relative=None if certain and not _of_event(draft) else relative(draft.meaning),
        candidates=tuple(values) if agreed is None and len(values) <= FEW else (),
    )


def _orig(point: Point | None) -> str | None:
    """A Hijri date as written.

    >>> _orig(Point(1441, 6, 5, hijri=True))
    '1441-06-05'
    """
    if point is None:
        return None
    parts = [f"{point.year:04}" if point.year else "XXXX"]
    parts.extend(f"{part:02}" for part in (point.month, point.day) if part)
    return "-".join(parts)


def _is_hijri(meaning: Meaning) -> bool:
    if isinstance(meaning, Point):
        return meaning.hijri
    if isinstance(meaning, Stretch):
        return _is_hijri(meaning.first) or _is_hijri(meaning.last)
    if isinstance(meaning, Clock):
        return meaning.day is not None and _is_hijri(meaning.day)
    return isinstance(meaning, NthOf) and _is_hijri(meaning.within)


def _of_event(draft: Draft) -> bool:
    return isinstance(draft.meaning, FromEvent) and draft.meaning.event is not None


def _of_known(meaning: FromEvent, event: EventDay) -> dict[str, str | int]:
    """Which event an offset counts from, its day, and on whose word."""
    day = str(event.first) if event.first == event.last else f"{event.first}/{event.last}"
    return {"unit": "event", "offset": meaning.side, "length": meaning.value, "event": event.name,
            "day": day, "by": event.by}  # fmt: skip


def relative(meaning: Meaning) -> dict[str, str | int] | None:
    """How an expression hangs on the day of its report; ``None`` where it does not.

    >>> relative(Point(weekday=1, side=-1))
    {'unit': 'weekday', 'weekday': 1, 'offset': -1}
    """
    if isinstance(meaning, Shift):
        return {"unit": meaning.unit, "offset": meaning.amount}
    if isinstance(meaning, Clock):
        inner = relative(meaning.day or Shift("day", 0))
        return None if inner is None else inner | {"clock": meaning.clock}
    if isinstance(meaning, Length):
        if meaning.side is None:
            return None
        return {"unit": "duration", "length": meaning.value, "offset": meaning.side}
    if isinstance(meaning, FromEvent):
        if meaning.event is not None:
            return _of_known(meaning, meaning.event)
        return None if meaning.same is None else relative(meaning.same)
    if not isinstance(meaning, Point) or meaning.year is not None:
        return None
    offset = -1 if meaning.side is None else meaning.side
    if meaning.month is None and meaning.day is None and meaning.weekday is not None:
        return {"unit": "weekday", "weekday": meaning.weekday, "offset": offset}
    if meaning.month is None:
        return {"unit": "month", "offset": meaning.side or 0, "day": meaning.day or 1}
    named: dict[str, str | int] = {"unit": "year", "month": meaning.month, "offset": offset}
    return named | ({"day": meaning.day} if meaning.day is not None else {})
