"""Offsets from events whose day is known: «بعد شهرين من الهجوم», «غداة مقتل ...».

An event has a day where it is of public importance (``known``), where the report itself dates it
elsewhere, or where another report of the corpus does (``refine``). The offset is then computed,
and the time says from which event, of which day and on whose word. Turned round, «في 5 كانون
الثاني، أي بعد يومين من اغتيال ...» gives the day of the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tawatur.model.claim import Analysis, Claim, Reason, When
from tawatur.model.mention import Timex
from tawatur.model.text import Span
from tawatur.model.time import Draft, EventDay, FromEvent
from tawatur.resolve import days, echoes
from tawatur.resolve.anchored import moved
from tawatur.resolve.days import Constraint
from tawatur.resolve.known import Known
from tawatur.rules.scan import Scan

Given = Mapping[int, EventDay]  # the day of the event, by where its offset begins in the text

KNOWN: Final = "known-event"
OFFSET: Final = "event-offset"
OWN: Final = "this report"
_LENGTH: Final = re.compile(r"P(\d+)([DWMY])$")
_LEAD: Final = 2  # sentences: what is told there is new
_LATE: Final = 6  # days within which news is told


def anchored(
    drafts: Sequence[Draft], mentions: Sequence[Known], given: Given | None = None
) -> tuple[Draft, ...]:
    """The drafts; those that count from an event whose day is known are dates with that day."""
    return tuple(_anchored(draft, mentions, given or {}) for draft in drafts)


def _anchored(draft: Draft, mentions: Sequence[Known], given: Given) -> Draft:
    meaning = draft.meaning
    if not isinstance(meaning, FromEvent) or meaning.same or not _LENGTH.match(meaning.value):
        return draft
    event = given.get(draft.span.start)
    for one in mentions:
        if draft.first < one.first <= draft.last and not one.anniversary:
            event = EventDay(one.day, one.day, one.event, KNOWN)
            break
    if event is None:
        return draft
    return replace(draft, type="DATE", meaning=replace(meaning, event=event))


def constraints(drafts: Sequence[Draft], scan: Scan) -> Iterator[Constraint]:
    """What is told as past «بعد شهرين من» an event of known day: the report is no earlier.

    Told in the lead it is news, so that not much more than the offset has passed.
    """
    for draft in drafts:
        meaning = draft.meaning
        if not isinstance(meaning, FromEvent) or meaning.event is None or draft.ahead:
            continue
        parts = _LENGTH.match(meaning.value)
        if meaning.side < 0 or parts is None or draft.mod in {"LESS_THAN", "EQUAL_OR_LESS"}:
            continue
        first = moved(meaning.event.first, int(parts[1]), parts[2]) - _rounded(parts)
        left = days.since(first)
        text = f"{_told(meaning.event)}: not before {first}"
        if scan.words.sentence_of[draft.first] < _LEAD and draft.mod is None:
            last = moved(meaning.event.last, int(parts[1]) + 1, parts[2]) + timedelta(_LATE)
            left, text = days.between(first, last), f"{text}; told as news, not after {last}"
        yield Constraint(Reason(OFFSET, draft.span, text), left, weak=True)


def _rounded(length: re.Match[str]) -> timedelta:
    """How much less than so many years may have passed: they are said a little early."""
    return timedelta(min(_A_YEAR * int(length[1]), _AT_MOST) if length[2] == "Y" else 0)


_A_YEAR: Final = 36  # days, a tenth
_AT_MOST: Final = 182


def _told(event: EventDay) -> str:
    when = str(event.first) if event.first == event.last else f"{event.first} to {event.last}"
    return f"counted from the {event.name} of {when} ({event.by})"


# --- what the report itself says ------------------------------------------------------------------


def told(
    drafts: Sequence[Draft], times: Sequence[Timex], claims: Sequence[Claim], scan: Scan
) -> Given:
    """The days that the report itself gives, elsewhere, to the events that its offsets count from.

    That is so where one dated happening of the same type is told, or where the words name no
    happening of their own, by one lemma («الهجوم»); more of them leave it open.
    """
    found: dict[int, EventDay] = {}
    beside: Mapping[str, set[echoes.Days]] | None = None
    for draft in drafts:
        meaning = draft.meaning
        if not isinstance(meaning, FromEvent) or meaning.same or meaning.event:
            continue
        if not _LENGTH.match(meaning.value):
            continue
        own = next((c for c in claims if draft.span.overlaps(c.event.trigger)), None)
        if own is None:
            beside = echoes.dated(scan, drafts, times) if beside is None else beside
            day = echoes.day_of(scan, draft, beside)
            if day is not None:
                found[draft.span.start] = EventDay(*day, draft.anchor or "", OWN)
            continue
        same = [c for c in claims if c is not own and c.event.type == own.event.type]
        dated = {span: c for c in same if (span := _interval(c, times)) is not None}
        if len(dated) == 1:
            ((first, last),) = dated
            found[draft.span.start] = EventDay(first, last, own.event.type, OWN)
    return found


def given(analysis: Analysis) -> Given:
    """The days of events as an analysis that was made with them holds them."""
    found: dict[int, EventDay] = {}
    for time in analysis.times:
        relative = time.relative
        if relative is None or relative["unit"] != "event" or relative["by"] == KNOWN:
            continue
        first, _, last = str(relative["day"]).partition("/")
        day = date.fromisoformat(first)
        found[time.span.start] = EventDay(
            day,
            date.fromisoformat(last) if last else day,
            str(relative["event"]),
            str(relative["by"]),
        )
    return found


def _interval(claim: Claim, times: Sequence[Timex]) -> tuple[date, date] | None:
    """The stated days of a claim, of a month at most."""
    when = claim.when
    if when is None or when.timex is None or when.candidates:
        return None
    time = times[when.timex]
    if time.begin is None or time.end_exclusive is None or time.signal not in {None, "since"}:
        return None
    last = time.end_exclusive - timedelta(1)
    return (time.begin, last) if (last - time.begin).days <= _MONTH else None


_MONTH: Final = 31


# --- the days of events ---------------------------------------------------------------------------


Spans = Sequence[tuple[Span, date, date, str]]


def dated(
    claims: Sequence[Claim], mentions: Sequence[Known], drafts: Sequence[Draft],
    times: Sequence[Timex],
) -> tuple[Claim, ...]:  # fmt: skip
    """The claims with what follows from events of known days.

    One without a day of its own gets that of the known event that it tells of, or of the event
    that an offset counts from; one dated by such an offset says so.
    """
    spans = [(one.span, one.day, one.day, KNOWN) for one in mentions if not one.anniversary]
    spans.extend(_counted_from(drafts, times))
    return tuple(_dated(claim, spans, times) for claim in claims) if spans else tuple(claims)


def _dated(claim: Claim, spans: Spans, times: Sequence[Timex]) -> Claim:
    when, trigger = claim.when, claim.event.trigger
    if when is None:
        return claim
    if when.timex is not None:
        relative = times[when.timex].relative or {}
        if relative.get("unit") == "event" and not times[when.timex].span.overlaps(trigger):
            return replace(claim, when=replace(when, basis=OFFSET))
    if when.basis == "report":
        for span, first, last, basis in spans:
            if span.start == trigger.start or (basis == OFFSET and span.overlaps(trigger)):
                return replace(claim, when=When(first, last, basis))
    return claim


def _counted_from(
    drafts: Sequence[Draft], times: Sequence[Timex]
) -> Iterator[tuple[Span, date, date, str]]:
    """The words and days of the events that offsets count from; «في 5 كانون الثاني، أي بعد يومين
    من اغتيال ...» proves the day of the event.
    """
    for draft, time in zip(drafts, times, strict=True):
        meaning = draft.meaning
        if not isinstance(meaning, FromEvent):
            continue
        if meaning.event is not None:
            yield draft.span, meaning.event.first, meaning.event.last, OFFSET
        parts = _LENGTH.match(meaning.value)
        if meaning.same and time.begin and parts is not None and parts[2] in {"D", "W"}:
            day = moved(time.begin, -meaning.side * int(parts[1]), parts[2])
            yield draft.span, day, day, OFFSET
