"""What events of public importance, named in a report, say about its day.

A report that speaks of the fall of a city as a fact was not published before that city fell. A
month beside it («في يناير الماضي، حين ...») that is the event's own month is that of its year. An
anniversary says neither the month nor the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tawatur.model.claim import Reason
from tawatur.model.text import Span
from tawatur.model.time import Draft, Point, Shift
from tawatur.resolve import calendar, days
from tawatur.resolve.days import Constraint, Days
from tawatur.rules.language import Language
from tawatur.rules.match import Match
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

STEM: Final = "known_event"
_AFTER: Final = 9  # tokens from the act to whom it befell: titles and the doer stand between
_BEFORE: Final = 3  # tokens from whom it befell to the act («فلان الذي قتل»)
_AROUND: Final = 4  # tokens before a mention in which it is made unreal or an anniversary
_BESIDE: Final = 25  # tokens between a mention and a month that agrees with it
_NEXT: Final = 3  # tokens between a mention and «الشهر الماضي», which agrees with any
_MONTHS: Final = 9  # «في يناير الماضي» is said at most so many months later


@dataclass(frozen=True, slots=True)
class Known:
    """A known event as a report mentions it, at tokens ``first`` to ``last``."""

    name: str
    event: str
    day: date
    first: int
    last: int
    span: Span
    anniversary: bool


def mentions(scan: Scan, lang: Language) -> tuple[Known, ...]:
    """The known events that a text speaks of as facts, in reading order."""
    patterns = lang.patterns.get(STEM)
    if patterns is None:
        return ()
    made: dict[int, Known] = {}

    def holds(match: Match) -> bool:
        known = _mention(scan, match)
        if known is not None:
            made[id(match)] = known
        return known is not None

    return tuple(made[id(match)] for match in patterns.find(scan.hits, holds))


def constraints(
    scan: Scan, mentioned: Sequence[Known], drafts: Sequence[Draft]
) -> Iterator[Constraint]:
    """What the known events leave of the days: not before them, and the year of a month beside."""
    for known in mentioned:
        text = f"the {known.event} was on {known.day}: not before it"
        yield Constraint(Reason("known-event", known.span, text), days.since(known.day), weak=True)
        if not known.anniversary:
            yield from _year(scan, known, drafts)


# --- mentions -------------------------------------------------------------------------------------


def _mention(scan: Scan, match: Match) -> Known | None:
    """What a match mentions; ``None`` where nothing is said to have happened."""
    fields = match.rule.fields
    begin, stop = scan.sentence(match.first)
    first, last, start, end = match.first, match.last, match.start, match.end
    acts: list[str] = fields.get("act", [])
    if acts:
        found = _act(scan, frozenset(map(folded, acts)), match, begin, stop)
        if found is None:
            return None
        act, head = found
        first, last = min(first, act), max(last, act)
        start, end = min(start, head), max(end, scan.words.ends[act])
    around = (*range(max(begin, first - _AROUND), match.first), *range(match.last + 1, last))
    kinds = [scan.hits.kinds(token) for token in around]
    if any("unreal" in kind for kind in kinds):
        return None
    return Known(
        name=match.rule.name,
        event=fields["event"],
        day=date.fromisoformat(fields["day"]),
        first=first,
        last=last,
        span=scan.words.folded.span(start, end),
        anniversary=any("anniversary" in kind for kind in kinds),
    )


def _act(
    scan: Scan, lemmas: frozenset[str], match: Match, begin: int, stop: int
) -> tuple[int, int] | None:
    """The word that says what happened to whom the match names, and where it starts."""
    words = scan.words
    before = range(match.first - 1, max(begin, match.first - _AFTER) - 1, -1)
    after = range(match.last + 1, min(stop, match.last + 1 + _BEFORE))
    for tokens in (before, after):
        for token in tokens:
            if words.forms[token] in _BORDERS:
                break
            for reading in scan.readings[token]:
                if folded(reading.lemma) in lemmas and _looks_back(reading):
                    return token, words.starts[token] + reading.start - 2 * reading.article
    return None


_BORDERS: Final = frozenset([".", "\u060c", ",", "\u061b", ";", ":", "!", "\u061f", "?"])


def _looks_back(reading: Reading) -> bool:
    """Whether it is a noun, or a verb that looks back."""
    return reading.kind != "verb" or (reading.aspect == "perfect" and not reading.future)


# --- the year of a month beside a mention ---------------------------------------------------------


def _year(scan: Scan, known: Known, drafts: Sequence[Draft]) -> Iterator[Constraint]:
    begin, stop = scan.sentence(known.first)
    beside = [d for d in drafts if begin <= d.first < stop and _gap(d, known) <= _BESIDE]
    if not beside:
        return
    draft = min(beside, key=lambda d: _gap(d, known))
    if draft.ahead or draft.anchor is not None or _is_anniversary(scan, draft, known):
        return
    left = _of_shift(draft, known) if isinstance(draft.meaning, Shift) else _of_point(draft, known)
    if left:
        text = (
            f"the {known.event} was on {known.day}, so the report is of"
            f" {days.first(left)} to {days.last(left)}"
        )
        yield Constraint(Reason("known-event-year", draft.span, text), left, weak=True)


def _gap(draft: Draft, known: Known) -> int:
    """The tokens between a time and a mention; none where they overlap."""
    return max(draft.first - known.last - 1, known.first - draft.last - 1, 0)


def _is_anniversary(scan: Scan, draft: Draft, known: Known) -> bool:
    """Whether years lie between the time and the event: «بعد عام على ...»."""
    between = range(min(draft.last, known.last) + 1, max(draft.first, known.first))
    return any("anniversary" in scan.hits.kinds(token) for token in between)


def _of_point(draft: Draft, known: Known) -> Days:
    """The days of a report in which that month is the event's; none where it is another."""
    point = draft.meaning
    if not isinstance(point, Point) or point.hijri or point.year or point.month != known.day.month:
        return 0
    if not _agrees(draft.mod, known.day):
        return 0
    year, month = known.day.year, known.day.month
    following = calendar.shifted(known.day, 1)
    if point.side == 0:
        return days.between(known.day, following - timedelta(1))
    if point.side == -1:
        return days.between(following, calendar.shifted(following, _MONTHS) - timedelta(1))
    stated = calendar.on(year, month, point.day) if point.day else known.day
    if point.side is not None or stated is None or stated < known.day:
        return 0
    return days.between(stated, calendar.shifted(stated, 12) - timedelta(1))


def _of_shift(draft: Draft, known: Known) -> Days:
    """The days of a report from which the event lay in «الشهر الماضي», «بداية الشهر الحالي»."""
    shift = draft.meaning
    if not isinstance(shift, Shift) or shift.exact or shift.amount > 0 or shift.part:
        return 0
    if _gap(draft, known) > _NEXT or (shift.amount == 0 and draft.mod is None):
        return 0
    if shift.unit == "month" and _agrees(draft.mod, known.day):
        start = calendar.shifted(known.day, -shift.amount)
        return days.between(max(start, known.day), calendar.shifted(start, 1) - timedelta(1))
    if shift.unit == "year" and shift.amount < 0 and draft.mod is None:
        year = known.day.year - shift.amount
        return days.between(date(year, 1, 1), date(year, 12, 31))
    return 0


def _agrees(mod: str | None, day: date) -> bool:
    """Whether a part of a month holds a day; a part that is not named holds every day."""
    if mod not in {"START", "MID", "END"}:
        return mod is None
    part = calendar.third(calendar.month(day.year, day.month), mod)
    if part.begin is None or part.end is None:
        return False
    return part.begin - timedelta(_LOOSE) <= day < part.end + timedelta(_LOOSE)


_LOOSE: Final = 3  # days: nobody counts where «بداية الشهر» ends
