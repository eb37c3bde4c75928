"""Days of events that other reports give: «بعد شهرين من الهجوم», where another one dates it.

An offset counts from a happening that its report leaves open or knows by the month only. A claim of
another report with a day of its own is the same happening where it is of the same type and shares
a name: a place, who acts, who suffers; where the report itself knows the month, one is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tawatur.model.claim import Analysis, Claim
from tawatur.model.mention import Timex
from tawatur.model.time import EventDay
from tawatur.resolve import event_days
from tawatur.resolve.event_days import OWN, Given
from tawatur.resolve.telling import countries, traits_of

_ENOUGH: Final = 2  # names shared, where the report itself knows nothing of the day


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An offset whose event has no single day yet."""

    start: int
    type: str
    traits: frozenset[str]
    within: tuple[date, date] | None


def borrowed(analyses: Sequence[Analysis]) -> dict[str, Given]:
    """The days that other reports give to the events of offsets, by document."""
    wanted = {
        analysis.document.id: found
        for analysis in analyses
        if (found := list(_wanted(analysis)))
    }  # fmt: skip
    types = {one.type for several in wanted.values() for one in several}
    if not types:
        return {}
    dated: list[tuple[str, Claim, frozenset[str], date]] = []
    for analysis in analyses:
        apart = countries(analysis)
        for claim in analysis.claims:
            if claim.event.type in types and (day := _day(analysis, claim)) is not None:
                traits = frozenset(traits_of(analysis, claim)) - apart
                dated.append((analysis.document.id, claim, traits, day))
    lent = {own: dict(_found(own, several, dated)) for own, several in wanted.items()}
    return {own: days for own, days in lent.items() if days}


def is_borrowed(analysis: Analysis) -> bool:
    """Whether an analysis was made with the day of an event that another report gives."""
    return any(one.by != OWN for one in event_days.given(analysis).values())


def _wanted(analysis: Analysis) -> Iterator[_Wanted]:
    known = event_days.given(analysis)
    for time in analysis.times:
        own = _counted_from(analysis, time)
        if own is None:
            continue
        event = known.get(time.span.start)
        if event is not None and (event.by != OWN or event.first == event.last):
            continue
        same = [c for c in analysis.claims if c.event.type == own.event.type]
        traits = {trait for c in same if c is own or event for trait in traits_of(analysis, c)}
        within = (event.first, event.last) if event else None
        start = time.span.start
        yield _Wanted(start, own.event.type, frozenset(traits - countries(analysis)), within)


def _counted_from(analysis: Analysis, time: Timex) -> Claim | None:
    """The claim of the event that a time counts from, where its day is open."""
    if time.anchor is None or time.signal not in {"before", "after"}:
        return None
    if time.type == "DATE" and (time.relative or {}).get("unit") != "event":
        return None
    return next((c for c in analysis.claims if time.span.overlaps(c.event.trigger)), None)


def _day(analysis: Analysis, claim: Claim) -> date | None:
    """The day of a claim: its own, or the only one that a sentence names which begins with it."""
    when = claim.when
    if when is None or when.basis != "report":
        single = when is not None and when.earliest == when.latest and when.basis != "derived"
        return when.earliest if when is not None and single else None
    number = claim.event.sentence
    if number >= len(analysis.sentences):
        return None
    sentence = analysis.sentences[number]
    first = min(
        (c.event.trigger.start for c in analysis.claims if c.event.sentence == number), default=0
    )
    named = [t for t in analysis.times if sentence.overlaps(t.span) and t.begin and not t.signal]
    if claim.event.trigger.start != first or len(named) != 1:
        return None
    begin, end = named[0].begin, named[0].end_exclusive
    return begin if begin and end and (end - begin).days == 1 else None


def _found(
    own: str, wanted: Sequence[_Wanted], dated: Sequence[tuple[str, Claim, frozenset[str], date]]
) -> Iterator[tuple[int, EventDay]]:
    """The one day that others give to each event; where they give several, none."""
    for one in wanted:
        days: dict[date, str] = {}
        for report, claim, traits, day in dated:
            if report == own or claim.event.type != one.type:
                continue
            names = sum(trait.startswith("ent:") for trait in traits & one.traits)
            if one.within is None:
                if names < _ENOUGH:
                    continue
            elif not names or not one.within[0] <= day <= one.within[1]:
                continue
            days.setdefault(day, report)
        if len(days) == 1:
            ((day, report),) = days.items()
            yield one.start, EventDay(day, day, one.type, f"report {report}")
