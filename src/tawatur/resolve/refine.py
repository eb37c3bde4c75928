"""The second pass: what other reports of the same corpus say about the day of a report.

A report that says «اليوم الخميس» of an act which another report dates was written on that day.
Two claims count as the same act where they are of one type and share enough of what sets an act
apart: who takes part, the activity, the place, the numbers. Countries set nothing apart. No set of
days is ever emptied, and every step names the other report, its words and its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Final

from tawatur.annotate import frame, number, timex
from tawatur.model.claim import Analysis, Claim, Published, Reason
from tawatur.model.mention import Factuality, Timex
from tawatur.model.text import Span
from tawatur.model.time import Meaning, Point, Shift
from tawatur.resolve import days, published
from tawatur.resolve.anchored import value_at
from tawatur.resolve.days import Days
from tawatur.rules.language import Language

RULE: Final = "other-report"
# Acts that are done once, and told of together with their announcement.
_ONCE: Final = frozenset(
    ["suspend", "resume", "launch", "end", "handover", "approve", "refuse", "ceasefire", "agree",
     "request", "deploy", "withdraw", "vote"]
)  # fmt: skip
# Acts that recur from day to day: more must be shared, and the day must be said of them.
_OFTEN: Final = frozenset(
    ["attack", "missile-attack", "drone-attack", "bombing", "shooting", "airstrike", "shelling",
     "clash", "killing", "abduction", "arrest", "seize", "release"]
)  # fmt: skip
_UNTOLD: Final = frozenset([Factuality.NEGATED, Factuality.DENIED, Factuality.CONDITIONAL])
_ENOUGH: Final = 2  # shared features that make two acts done once the same
_MANY: Final = 3  # and two that recur, or where one of the reports leaves the day wide open
_COUNTRY: Final = 0  # the precision of a place that is a whole country
_WIDE: Final = 31  # days; a wider set is wide open
_TRIED: Final = 1100  # days; of a wider set only «اليوم» and «أمس» are tried
_ROUNDS: Final = 20


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with a day, as one report tells it; ``meaning`` gives it on a day of the report."""

    report: str
    type: str
    traits: frozenset[str]
    meaning: Meaning | date
    time: Span
    words: str


@dataclass(slots=True)
class _Report:
    """A report of the corpus: the days that are left, and the steps that left them."""

    place: int
    published: Published
    left: Days | None  # None: wide, and not worked out yet
    told: list[_Told]
    steps: list[Reason] = field(default_factory=list)


def refine(
    analyses: Sequence[Analysis], lang: Language, *, window: published.Window | None = None
) -> dict[str, Published]:
    """The days of the reports that other reports narrow, by document."""
    reports = dict(sorted(_reports(analyses)))
    partners = _partners(reports)
    for _ in range(_ROUNDS):
        changed = False
        for own, claims in partners.items():
            report = reports[own]
            if report.published.day is not None:
                continue
            if report.left is None:
                report.left = _possible(analyses[report.place], lang, window)
            for told, others in claims:
                changed = _narrow(report, told, others, reports) or changed
        if not changed:
            break
    return {
        own: published.published(report.left, (*report.published.basis, *report.steps))
        for own, report in reports.items()
        if report.steps and report.left
    }


def _possible(analysis: Analysis, lang: Language, window: published.Window | None) -> Days:
    """Every day that a report's own words leave, read once more."""
    document = analysis.document
    scan = lang.scan(document.text)
    number.annotate(scan, lang)
    drafts = timex.annotate(scan, lang)
    layout = frame.annotate(scan, lang, document)
    return published.possible(document, scan, lang, drafts, layout, window=window)


# --- what reports tell ----------------------------------------------------------------------------


def _reports(analyses: Sequence[Analysis]) -> Iterator[tuple[str, _Report]]:
    for place, analysis in enumerate(analyses):
        told = list(_told(analysis))
        if told:
            said = analysis.published
            left = days.of(said.candidates) if said.candidates else None
            yield analysis.document.id, _Report(place, said, left, told)


def _told(analysis: Analysis) -> Iterator[_Told]:
    """The claims with a day of their own, or that of the sentence that announces them."""
    apart = {e.id for e in analysis.entities if e.kind == "place" and e.geo_precision == _COUNTRY}
    activities: dict[str, set[str]] = {}
    for claim in analysis.claims:
        if claim.event.activity:
            activities.setdefault(claim.event.type, set()).add(claim.event.activity)
    for claim in analysis.claims:
        event = claim.event
        once = event.type in _ONCE
        if event.factuality in _UNTOLD or not (once or event.type in _OFTEN):
            continue
        time = _time(analysis, claim, announced=once)
        meaning = None if time is None else _meaning(time)
        if time is None or meaning is None:
            continue
        traits = set(_traits(analysis, claim)) - apart
        known = activities.get(event.type, set())
        if event.activity is None and len(known) == 1:
            traits.update(known)
        words = event.trigger.of(analysis.document.text)
        yield _Told(analysis.document.id, event.type, frozenset(traits), meaning, time.span, words)


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


def _traits(analysis: Analysis, claim: Claim) -> Iterator[str]:
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
    if event.type in _ONCE and event.sentence < len(analysis.sentences):
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


# --- which claims tell the same -------------------------------------------------------------------

_Claims = list[tuple[_Told, list[tuple[_Told, frozenset[str]]]]]


def _partners(reports: dict[str, _Report]) -> dict[str, _Claims]:
    """Each report's claims with those of others that may tell the same act."""
    by_trait: dict[tuple[str, str], list[_Told]] = {}
    for report in reports.values():
        for told in report.told:
            for trait in sorted(told.traits):
                by_trait.setdefault((told.type, trait), []).append(told)
    partners: dict[str, _Claims] = {}
    for own, report in reports.items():
        if report.published.day is not None:
            continue
        claims: _Claims = []
        for told in report.told:
            if isinstance(told.meaning, date):
                continue
            near = (
                other
                for trait in sorted(told.traits)
                for other in islice(by_trait[told.type, trait], _BLOCK)
            )
            others = {id(o): (o, o.traits & told.traits) for o in near if o.report != own}
            same = [pair for pair in others.values() if len(pair[1]) >= _ENOUGH]
            if same:
                claims.append((told, same))
        if claims:
            partners[own] = claims
    return partners


_BLOCK: Final = 200  # claims of one type that share a trait; what more of them share sets nothing


def _narrow(
    report: _Report,
    told: _Told,
    others: list[tuple[_Told, frozenset[str]]],
    reports: dict[str, _Report],
) -> bool:
    """Leaves the days on which the claim falls on a day that others give it; whether any went."""
    assert report.left is not None
    wide = report.left.bit_count() > _WIDE
    given: dict[date, tuple[_Told, frozenset[str]]] = {}
    for other, shared in others:
        if _same(told, shared, wide=wide):
            for day in _days_of(other, reports[other.report]):
                given.setdefault(day, (other, shared))
    if not given:
        return False
    if isinstance(told.meaning, Shift):
        found = days.of(day - timedelta(told.meaning.amount) for day in given) & report.left
    elif report.left.bit_count() > _TRIED:
        return False
    else:
        found = days.of(p for p in days.listed(report.left) if _day(told, p) in given)
    if not found or found == report.left:
        return False
    report.left = found
    report.steps.append(_reason(told, found, given))
    return True


def _same(told: _Told, shared: frozenset[str], *, wide: bool) -> bool:
    """Whether enough is shared; an activity counts double where the day is wide open."""
    if told.type in _OFTEN:
        return len(shared) >= _MANY
    names = sum(trait.startswith("ent:") for trait in shared)
    return len(shared) >= (_MANY if wide and names == len(shared) else _ENOUGH)


def _reason(told: _Told, found: Days, given: dict[date, tuple[_Told, frozenset[str]]]) -> Reason:
    left = list(days.listed(found))
    kept = sorted({day for p in left if (day := _day(told, p)) is not None and day in given})
    other, shared = given[kept[0]]
    text = (
        f"{other.report} tells the same ({told.type}: {', '.join(sorted(shared))}),"
        f' "{other.words}", of {", ".join(map(str, kept[:4]))}{" and more" * (len(kept) > 4)}'
    )
    return Reason(RULE, told.time, text)


def _days_of(told: _Told, report: _Report) -> tuple[date, ...]:
    """The days that a claim can have; none where they are not few."""
    if isinstance(told.meaning, date):
        return (told.meaning,)
    if report.left is None or report.left.bit_count() > _WIDE:
        return ()
    found = {_day(told, p) for p in days.listed(report.left)}
    return tuple(sorted(day for day in found if day is not None))


def _day(told: _Told, report: date) -> date | None:
    """The day of a claim in a report of that day."""
    if isinstance(told.meaning, date):
        return told.meaning
    found = value_at(told.meaning, report)
    return None if found is None else found.begin
