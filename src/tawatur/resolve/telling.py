"""What a report tells with a day or a span of days, and what sets an act apart.

The second pass compares the claims of different reports by their type, by when they say that it
was, and by their traits: who takes part, the activity, the place, the numbers, the things.
Countries set nothing apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tawatur.model.claim import Analysis, Claim
from tawatur.model.mention import Factuality, Timex
from tawatur.model.text import Span
from tawatur.model.time import Length, Meaning, Point, Shift
from tawatur.resolve import calendar
from tawatur.resolve.anchored import value_at
from tawatur.rules.language import Language
from tawatur.text.fold import folded

# Acts that are done once, and told of together with their announcement.
ONCE: Final = frozenset(
    ["suspend", "resume", "launch", "end", "handover", "approve", "refuse", "ceasefire", "agree",
     "request", "deploy", "withdraw", "vote"]
)  # fmt: skip
# Acts that recur from day to day: more must be shared, and the day must be said of them.
OFTEN: Final = frozenset(
    ["attack", "missile-attack", "drone-attack", "bombing", "shooting", "airstrike", "shelling",
     "clash", "killing", "abduction", "arrest", "seize", "release"]
)  # fmt: skip
_UNTOLD: Final = frozenset([Factuality.NEGATED, Factuality.DENIED, Factuality.CONDITIONAL])
_UNREAL: Final = _UNTOLD | {Factuality.PLANNED, Factuality.PENDING, Factuality.POSSIBLE}
_COUNTRY: Final = 0  # the precision of a place that is a whole country
# «الأسابيع الأخيرة» are at most so many days: no more than one of the next larger unit and a half
_VAGUE: Final = {"D": 21, "W": 63, "M": 548}
_LATELY: Final = re.compile(r"PX([DWM])$")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with a day or days, as one report tells it.

    ``meaning`` gives them on a day of the report, ``mod`` cuts a part of them; ``coarse`` where
    they are more than one day.
    """

    report: str
    type: str
    traits: frozenset[str]
    meaning: Meaning | date
    time: Span
    words: str
    mod: str | None = None
    coarse: bool = False


def span_of(told: Told, report: date) -> tuple[date, date] | None:
    """The first and last day of a claim in a report of that day."""
    meaning = told.meaning
    if isinstance(meaning, date):
        return meaning, meaning
    if isinstance(meaning, Length):
        lately = _LATELY.match(meaning.value)
        return (report - timedelta(_VAGUE[lately[1]]), report) if lately else None
    found = value_at(meaning, report)
    if found is None:
        return None
    found = calendar.third(found, told.mod)
    if found.begin is None or found.end is None:
        return None
    return found.begin, found.end - timedelta(1)


def tellings(analysis: Analysis, lang: Language) -> Iterator[Told]:
    """The claims with a day of their own, or that of the sentence that announces them."""
    apart = countries(analysis)
    activities: dict[str, set[str]] = {}
    for claim in analysis.claims:
        if claim.event.activity:
            activities.setdefault(claim.event.type, set()).add(claim.event.activity)
    for claim in analysis.claims:
        event = claim.event
        once = event.type in ONCE
        if event.factuality in _UNTOLD or not (once or event.type in OFTEN):
            continue
        found = _when(analysis, claim, once)
        if found is None:
            continue
        meaning, time, coarse = found
        traits = set(traits_of(analysis, claim)) - apart
        known = activities.get(event.type, set())
        if event.activity is None and len(known) == 1:
            traits.update(known)
        if coarse:
            traits.update(_things(analysis, claim, lang))
        words = event.trigger.of(analysis.document.text)
        mod = time.mod if coarse else None
        yield Told(analysis.document.id, event.type, frozenset(traits), meaning, time.span, words,
                   mod, coarse)  # fmt: skip


def countries(analysis: Analysis) -> set[str]:
    """The entities that are whole countries."""
    return {e.id for e in analysis.entities if e.kind == "place" and e.geo_precision == _COUNTRY}


def _when(
    analysis: Analysis, claim: Claim, once: bool
) -> tuple[Meaning | date, Timex, bool] | None:
    """How a claim is dated, and whether by more than a single day."""
    time = _time(analysis, claim, announced=once)
    meaning = None if time is None else _meaning(time)
    if time is not None and meaning is not None:
        return meaning, time, False
    if not once or claim.event.factuality in _UNREAL:
        return None
    time = _coarse_time(analysis, claim)
    span = None if time is None else _coarse(time)
    return None if time is None or span is None else (span, time, True)


def _time(analysis: Analysis, claim: Claim, *, announced: bool) -> Timex | None:
    """The day of a claim; where it has none, that of the announcement: the last one named before
    it in its sentence, or the only one.
    """
    when = claim.when
    if when is not None and when.timex is not None:
        return analysis.times[when.timex]
    if not announced or claim.event.sentence >= len(analysis.sentences):
        return None
    sentence = analysis.sentences[claim.event.sentence]
    named = [t for t in analysis.times if sentence.overlaps(t.span) and _meaning(t) is not None]
    before = [t for t in named if t.span.end <= claim.event.trigger.start]
    if before:
        return before[-1]
    return named[0] if len(named) == 1 else None


def traits_of(analysis: Analysis, claim: Claim) -> Iterator[str]:
    """What sets an act apart: the names of its sentence, activity, place and numbers."""
    event = claim.event
    if event.activity:
        yield event.activity
    if claim.place:
        yield claim.place
    for place in event.counts:
        counted = analysis.quantities[place]
        if counted.value is not None and counted.value >= 2:
            yield f"{counted.role or counted.unit} {counted.value:g}"
    for argument in event.arguments:
        if argument.entity:
            yield argument.entity
    if event.type in ONCE and event.sentence < len(analysis.sentences):
        sentence = analysis.sentences[event.sentence]
        for name in analysis.names:
            if name.entity and sentence.overlaps(name.span):
                yield name.entity


def _meaning(time: Timex) -> Meaning | date | None:
    """How a time gives one day: by itself, or on each day of its report."""
    if time.type not in {"DATE", "TIME"}:
        return None
    relative = time.relative
    if relative is None or time.begin is not None:
        single = time.begin and time.end_exclusive == time.begin + timedelta(1)
        return time.begin if single else None
    offset = int(relative["offset"])
    if relative["unit"] == "day":
        return Shift("day", offset)
    if relative["unit"] == "weekday":
        return Point(weekday=int(relative["weekday"]), side=None if offset == -1 else offset)
    if "day" in relative:
        month = int(relative["month"]) if "month" in relative else None
        side = None if month is not None and offset == -1 else offset
        return Point(month=month, day=int(relative["day"]), side=side)
    return None


# --- spans of days --------------------------------------------------------------------------------


def _coarse_time(analysis: Analysis, claim: Claim) -> Timex | None:
    """The time of a claim that is longer than a day: the only one of its sentence, else the one
    from which no other happening parts it, rather after than before it.
    """
    if claim.event.sentence >= len(analysis.sentences):
        return None
    sentence = analysis.sentences[claim.event.sentence]
    named = [t for t in analysis.times if sentence.overlaps(t.span) and _coarse(t) is not None]
    if len(named) < 2:
        return named[0] if named else None
    own = claim.event.trigger
    others = [c.event.trigger for c in analysis.claims if c.event.sentence == claim.event.sentence]
    after = [t for t in named if t.span.start >= own.end]
    for time in (*after[:1], *[t for t in named if t.span.end <= own.start][-1:]):
        low, high = min(own.end, time.span.end), max(own.start, time.span.start)
        if not any(low <= other.start < high for other in others):
            return time
    return None


def _coarse(time: Timex) -> Meaning | None:
    """How a time gives a month, a part of one, or the days of late."""
    relative = time.relative
    if time.type == "DURATION" and time.rule == "window" and time.value and relative:
        behind = relative["offset"] == -1 and _LATELY.match(time.value)
        return Length(time.value, -1) if behind else None
    if time.type != "DATE" or time.signal not in {None, "in"}:
        return None
    if relative is None or time.begin is not None:
        parts = (time.value or "").split("-")
        whole = len(parts) == _YEAR_MONTH and all(part.isdigit() for part in parts)
        return Point(int(parts[0]), int(parts[1])) if whole else None
    if relative["unit"] == "year" and "month" in relative and "day" not in relative:
        offset = int(relative["offset"])
        return Point(month=int(relative["month"]), side=offset)
    if relative["unit"] == "month" and "day" not in relative:
        return Shift("month", int(relative["offset"]))
    return None


_YEAR_MONTH: Final = 2


def _things(analysis: Analysis, claim: Claim, lang: Language) -> Iterator[str]:
    """The nouns of a claim's object and place that no name stands for: «قواعدها» is a base."""
    for argument in claim.event.arguments:
        if argument.entity is None and argument.role in {"object", "place"}:
            first = argument.span.of(analysis.document.text).split()[0]
            for reading in lang.morphology.readings(folded(first)):
                if reading.kind == "noun":
                    yield f"noun:{folded(reading.lemma)}"
