"""The second pass: what other reports of the same corpus say about the day of a report.

A report that says «اليوم الخميس» of an act which another report dates was written on that day.
Two claims count as the same act where they are of one type and share enough of what sets an act
apart (``telling``). Where a claim has a month or «الأسابيع الأخيرة», it is enough that its days and
those of the other meet: that often leaves one year. No set of days is ever emptied, and every step
names the other report, its words and its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Final

from tawatur.annotate import number, timex
from tawatur.model.claim import Analysis, Published, Reason
from tawatur.model.time import Point, Shift
from tawatur.resolve import days, event_days, known, published
from tawatur.resolve.days import Days
from tawatur.resolve.telling import OFTEN, Told, span_of, tellings
from tawatur.rules.language import Language

RULE: Final = "other-report"
_ENOUGH: Final = 2  # shared features that make two acts done once the same
_MANY: Final = 3  # and two that recur, or where one of the reports leaves the day wide open
_WIDE: Final = 31  # days; a wider set is wide open
_TRIED: Final = 1100  # days; of a wider set only «اليوم» and «أمس» are tried
_FAR: Final = 400
_SPREAD: Final = 120  # days; a report spread wider than that lends no months to others
_ROUNDS: Final = 20


@dataclass(slots=True)
class _Report:
    """A report of the corpus: the days that are left, and the steps that left them."""

    place: int
    published: Published
    left: Days | None  # None: wide, and not worked out yet
    told: list[Told]
    steps: list[Reason] = field(default_factory=list)


def refine(
    analyses: Sequence[Analysis], lang: Language, *, window: published.Window | None = None
) -> dict[str, Published]:
    """The days of the reports that other reports narrow, by document."""
    reports = dict(sorted(_reports(analyses, lang)))
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
    named = known.found(scan, lang)
    mentions = tuple(one for one in named if one.real)
    given = event_days.given(analysis)
    drafts = event_days.anchored(timex.annotate(scan, lang), named, given)
    return published.possible(document, scan, drafts, window=window, mentions=mentions)


def _reports(analyses: Sequence[Analysis], lang: Language) -> Iterator[tuple[str, _Report]]:
    for place, analysis in enumerate(analyses):
        told = list(tellings(analysis, lang))
        if told:
            said = analysis.published
            left = days.of(said.candidates) if said.candidates else None
            yield analysis.document.id, _Report(place, said, left, told)


# --- which claims tell the same -------------------------------------------------------------------

_Claims = list[tuple[Told, list[tuple[Told, frozenset[str]]]]]


def _partners(reports: dict[str, _Report]) -> dict[str, _Claims]:
    """Each report's claims with those of others that may tell the same act."""
    by_trait: dict[tuple[str, str], list[Told]] = {}
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
    told: Told,
    others: list[tuple[Told, frozenset[str]]],
    reports: dict[str, _Report],
) -> bool:
    """Leaves the days on which the claim falls on a day that others give it; whether any went."""
    if told.coarse:
        return _narrow_span(report, told, others, reports)
    assert report.left is not None
    wide = report.left.bit_count() > _WIDE
    given: dict[date, tuple[Told, frozenset[str]]] = {}
    for other, shared in others:
        if not other.coarse and _same(told, shared, wide=wide):
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


def _same(told: Told, shared: frozenset[str], *, wide: bool) -> bool:
    """Whether enough is shared; an activity counts double where the day is wide open."""
    if told.type in OFTEN:
        return len(shared) >= _MANY
    names = sum(trait.startswith("ent:") for trait in shared)
    return len(shared) >= (_MANY if wide and names == len(shared) else _ENOUGH)


def _reason(told: Told, found: Days, given: dict[date, tuple[Told, frozenset[str]]]) -> Reason:
    left = list(days.listed(found))
    kept = sorted({day for p in left if (day := _day(told, p)) is not None and day in given})
    other, shared = given[kept[0]]
    text = (
        f"{other.report} tells the same ({told.type}: {', '.join(sorted(shared))}),"
        f' "{other.words}", of {", ".join(map(str, kept[:4]))}{" and more" * (len(kept) > 4)}'
    )
    return Reason(RULE, told.time, text)


def _narrow_span(
    report: _Report,
    told: Told,
    others: list[tuple[Told, frozenset[str]]],
    reports: dict[str, _Report],
) -> bool:
    """Leaves the days on which the span of a claim meets that of others; whether any went."""
    assert report.left is not None
    spans = [
        (*span, other, shared)
        for other, shared in others
        if _same_thing(shared) and (span := _spread(other, reports[other.report])) is not None
    ]
    near = 0
    for first, last, _, _ in spans:  # no month said of a report lies further from it
        near |= days.between(first - timedelta(_FAR), last + timedelta(_FAR))
    near &= report.left
    if not near or near.bit_count() > _TRIED:
        return False
    found = days.of(
        p for p in days.listed(near)
        if (own := span_of(told, p)) is not None
        and any(own[0] <= last and first <= own[1] for first, last, _, _ in spans)
    )  # fmt: skip
    if not found or found == report.left:
        return False
    report.left = found
    first, last, other, shared = spans[0]
    text = (
        f"{other.report} tells the same ({told.type}: {', '.join(sorted(shared))}),"
        f' "{other.words}", of {first} to {last}'
    )
    report.steps.append(Reason(RULE, told.time, text))
    return True


def _same_thing(shared: frozenset[str]) -> bool:
    """Whether who acts and what is acted on are shared, or more."""
    names = sum(trait.startswith("ent:") for trait in shared)
    return len(shared) >= _MANY or 0 < names < len(shared)


def _spread(told: Told, report: _Report) -> tuple[date, date] | None:
    """The days that a claim can have, from first to last; nothing where they are too many."""
    if isinstance(told.meaning, date) or (isinstance(told.meaning, Point) and told.meaning.year):
        return span_of(told, days.FIRST)  # whatever the day of its report
    if report.left is None or not report.left:
        return None
    ends = days.first(report.left), days.last(report.left)
    if (ends[1] - ends[0]).days > _SPREAD:
        return None
    spans = [span for p in days.listed(report.left) if (span := span_of(told, p)) is not None]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


def _days_of(told: Told, report: _Report) -> tuple[date, ...]:
    """The days that a claim can have; none where they are not few."""
    if isinstance(told.meaning, date):
        return (told.meaning,)
    if report.left is None or report.left.bit_count() > _WIDE:
        return ()
    found = {_day(told, p) for p in days.listed(report.left)}
    return tuple(sorted(day for day in found if day is not None))


def _day(told: Told, report: date) -> date | None:
    """The day of a claim in a report of that day."""
    found = span_of(told, report)
    return None if found is None else found[0]
