"""Time expressions, not yet anchored to a day.

Two layers of patterns: the first finds dates, durations and clock times that stand alone, the
second what is made of them («أواخر شباط», «قبل ثلاثة أيام», «من 3 إلى 6 آذار»). What the matched
words mean is read by the functions of ``timex_make``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress
from typing import Final

from tawatur.annotate import timex_dateline, timex_make
from tawatur.annotate.timex_dates import dotted_point
from tawatur.annotate.timex_slots import clitics, is_day
from tawatur.annotate.timex_spans import is_past, lasts
from tawatur.model.number import Number
from tawatur.model.time import Clock, Draft, Fixed, FromEvent, Length, Point, Shift
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Hit
from tawatur.rules.match import Match, Patterns
from tawatur.rules.phrase import is_break, noun_phrase
from tawatur.rules.scan import Scan
from tawatur.text.memory import Memory
from tawatur.text.morphology import Morphology
from tawatur.text.words import Words

__all__ = ["Draft", "annotate"]

_DAY: Final = Entry("day", "")
_DOTTED_DATE: Final = Entry("dotted-date", "")
_TIMEX: Final = Entry("timex", "")
_PUBLISHED: Final = {"DATE": Entry("date", ""), "DURATION": Entry("duration", "")}
_CLOCK: Final = Entry("clock-time", "")


def annotate(scan: Scan, lang: Language) -> tuple[Draft, ...]:
    """The time expressions of a text, in reading order; adds them to its hits as ``timex``.

    >>> from tawatur.annotate import number
    >>> from tawatur.rules.language import arabic
    >>> scan = arabic().scan("وصل الوفد في 5 آذار 2024")
    >>> number.annotate(scan, arabic())
    >>> [draft.meaning.month for draft in annotate(scan, arabic())]
    [3]
    """
    _publish_months(scan)
    _publish_days(scan)
    simple = _drafts(scan, lang.patterns["timex"], {})
    _publish(scan, simple)
    compound = _drafts(scan, lang.patterns["timex_compound"], _extents(simple))
    taken = {token for _, draft in compound for token in range(draft.first, draft.last + 1)}
    chosen = [draft for _, draft in compound]
    chosen.extend(d for _, d in simple if taken.isdisjoint(range(d.first, d.last + 1)))
    chosen.sort(key=lambda draft: draft.first)
    timex_dateline.mark(scan, chosen)
    finished = tuple(_finish(scan, chosen, _looks(lang.morphology)))
    for draft in finished:
        start = scan.words.folded.position(draft.span.start)
        end = scan.words.ends[draft.last]
        scan.hits.add(Hit("timex", draft.first, draft.last, start, end, _TIMEX, draft))
    return finished


def _extents(drafts: Iterable[tuple[Match, Draft]]) -> dict[int, tuple[int, int]]:
    """The first and last token of the draft that each token belongs to."""
    return {
        token: (draft.first, draft.last)
        for _, draft in drafts
        for token in range(draft.first, draft.last + 1)
    }


def _drafts(
    scan: Scan, patterns: Patterns, whole: Mapping[int, tuple[int, int]]
) -> list[tuple[Match, Draft]]:
    """What the patterns find, read; what cannot be read gives way to shorter matches.

    No match may cut through one of the ``whole`` extents.
    """
    made: dict[int, Draft | None] = {}

    def reads(match: Match) -> bool:
        if whole and (
            whole.get(match.first, (match.first,))[0] < match.first
            or whole.get(match.last, (match.last,))[-1] > match.last
        ):
            return False
        maker = timex_make.MAKERS[match.rule.fields["make"]]
        draft = maker(scan, match)
        if draft is not None or match.rule.fields["make"] == "nothing":
            made[id(match)] = draft
            return True
        return False

    found = patterns.find(scan.hits, reads)
    return [(match, draft) for match in found if (draft := made[id(match)]) is not None]


# --- slots ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its number, and whether it is one of the Hijri calendar."""

    number: int
    hijri: bool


def _publish_months(scan: Scan) -> None:
    """Adds ``month`` hits, a double name («كانون الثاني/يناير») as one."""
    words, behind = scan.words, -1
    for token in scan.hits.tokens("month-word"):
        hit = _month_word(scan, token) if token > behind else None
        if hit is None:
            continue
        month = Month(int(hit.entry["month"]), hit.entry["calendar"] == "h")
        last, sure = hit.last, bool(hit.entry["sure"])
        second = _second_name(scan, hit.last, hit)
        if second is not None:
            last, sure = second, True
        end = words.ends[last]
        for kind in ("month", "sure-month") if sure else ("month",):
            scan.hits.add(Hit(kind, token, last, hit.start, end, hit.entry, month))
        behind = last


def _month_word(scan: Scan, token: int) -> Hit | None:
    best = None
    for hit in scan.hits.at(token, "month-word"):
        if hit.end == scan.words.ends[hit.last] and (best is None or hit.end > best.end):
            best = hit
    return best


def _second_name(scan: Scan, last: int, first_name: Hit) -> int | None:
    """The last token of «/يناير», «(يناير)» after a month's name."""
    forms = scan.words.forms
    if last + 1 >= len(forms):
        return None
    marked = forms[last + 1] in {"/", "(", "-"} and last + 2 < len(forms)
    second = _month_word(scan, last + 2 if marked else last + 1)
    if second is None or any(
        second.entry[column] != first_name.entry[column] for column in ("month", "calendar")
    ):
        return None
    if not marked or forms[last + 1] != "(":
        return second.last
    closed = second.last + 1 < len(forms) and forms[second.last + 1] == ")"
    return second.last + 1 if closed else None


def _publish_days(scan: Scan) -> None:
    """Adds ``day`` hits, figures and ordinals that can be the day of a month; dotted dates."""
    for hit in scan.hits.all("int", "ordinal"):
        number = hit.mention
        if isinstance(number, Number) and 1 <= number.value <= 31:
            scan.hits.add(Hit("day", hit.first, hit.last, hit.start, hit.end, _DAY, number))
    words = scan.words
    for token in scan.hits.tokens("figure"):
        form = words.forms[token]
        if form.count(".") == 2 and _stands_apart(words, token):
            point = dotted_point(form)
            if point is not None:
                start, end = words.starts[token], words.ends[token]
                hit = Hit("dotted-date", token, token, start, end, _DOTTED_DATE, point)
                scan.hits.add(hit)


def _stands_apart(words: Words, token: int) -> bool:
    """Whether a token begins behind a space, and no letter adjoins its end."""
    text, start, end = words.folded.text, words.starts[token], words.ends[token]
    after = text[end : end + 1]
    return (start == 0 or text[start - 1].isspace()) and not (after.isalnum() or after == "_")


def _publish(scan: Scan, drafts: Iterable[tuple[Match, Draft]]) -> None:
    for match, draft in drafts:
        entry = _CLOCK if draft.type == "TIME" else _PUBLISHED.get(draft.type)
        if entry is not None:
            hit = Hit(entry.kind, match.first, match.last, match.start, match.end, entry, draft)
            scan.hits.add(hit)


# --- what stands around ---------------------------------------------------------------------------


def _finish(scan: Scan, drafts: list[Draft], looks: Memory[int]) -> Iterable[Draft]:
    """The drafts with the preposition before them, the event after them, and their outlook."""
    before: Draft | None = None
    for draft in drafts:
        after_last = before.last if before is not None else -1
        draft = _with_preposition(scan, draft, after_last)
        if isinstance(draft.meaning, FromEvent) and draft.anchor is None:
            draft = _with_event(scan, draft, before)
        ahead = draft.ahead or _opens_ahead(scan, draft, looks)
        outlook = 1 if ahead else _outlook(scan, draft, before, looks) or lasts(scan, draft)
        if outlook:
            draft.ahead, draft.behind = outlook > 0, outlook < 0
        if draft.rule == "offset-forward" and not draft.ahead:
            draft = _in_story(scan, draft)
        elif draft.rule == "clock" and before is not None:
            draft = _on_told_day(scan, draft, before)
        yield draft
        before = draft


def _with_preposition(scan: Scan, draft: Draft, after: int) -> Draft:
    words, first = scan.words, draft.first
    if words.folded.position(draft.span.start) != words.starts[first]:
        return draft
    low = max(first - 3, after + 1, 0)
    if not scan.hits.among(low, first, "timeprep"):
        return draft
    for token in range(low, first):
        for hit in scan.hits.at(token, "timeprep"):
            if hit.last == first - 1 and hit.end == words.ends[first - 1]:
                span = words.folded.span(hit.start, words.ends[draft.last])
                draft.signal = draft.signal or hit.entry.get("signal")
                draft.span, draft.first = span, token
                return draft
    return draft


_EVENT_WORDS: Final = 2


def _with_event(scan: Scan, draft: Draft, before: Draft | None) -> Draft:
    """Takes in the first words of the event; beside a date («أي بعد يومين من ...») its day."""
    _, stop = scan.sentence(draft.last)
    first = draft.last + 1
    if first >= stop or not scan.words.forms[first][0].isalpha():
        return draft
    words = scan.words
    last = min(noun_phrase(scan, first, stop), first + _EVENT_WORDS - 1)
    article, _ = clitics()
    if last > first and words.forms[first].startswith(article):
        # what is definite goes on only with an adjective that is so, too
        last = first + words.forms[last].startswith(article)
    draft = replace(
        draft,
        last=last,
        span=words.folded.span(words.folded.position(draft.span.start), words.ends[last]),
        anchor=scan.span(first, last).of(words.folded.source),
    )
    beside = (
        before is not None
        and isinstance(before.meaning, Point | Shift)
        and draft.first - before.last <= _APART
        and any(scan.hits.at(t, "that-is") for t in range(before.last + 1, draft.first))
    )
    if beside and before is not None and isinstance(draft.meaning, FromEvent):
        assert isinstance(before.meaning, Point | Shift)
        return replace(draft, type="DATE", meaning=replace(draft.meaning, same=before.meaning))
    return draft


_APART: Final = 3
_REACH: Final = 8


def _outlook(scan: Scan, draft: Draft, before: Draft | None, looks: Memory[int]) -> int:
    """1 after a future verb or a word of planning in the same clause, -1 after a past verb.

    The outlook lasts to the next expression of the sentence unless a past verb ends it.
    """
    forms, hits, here = scan.words.forms, scan.hits, draft.first
    first, _ = scan.sentence(here)
    planned = hits.among(max(first, here - _REACH), here, "ahead")
    told = before.last if before is not None else -1
    low = max(first, here - _FAR, told)
    seen = looks.all(forms[low:here])
    back = range(here - 1, low - 1, -1)
    for token in back if planned else compress(back, reversed(seen)):
        look = seen[token - low]
        if look == _PAST:
            return -1
        if look == _ENDS:
            return 0
        if token == told:
            break
        if look == _LIKELY:
            look = 0 if hits.by_token[token] else _FUTURE
        if here - token <= _REACH and (look == _FUTURE or (planned and hits.at(token, "ahead"))):
            return 1
    return int(before.ahead) - int(before.behind) if before is not None and low == told else 0


def _opens_ahead(scan: Scan, draft: Draft, looks: Memory[int]) -> bool:
    """«الاثنين ستعقد اللجنة»: a weekday opens its clause, and the verb behind looks forward."""
    meaning, following = draft.meaning, draft.last + 1
    if not isinstance(meaning, Point) or meaning.weekday is None or meaning.month is not None:
        return False
    first, stop = scan.sentence(draft.first)
    before = draft.first - 1
    opens = before < first or is_break(scan, before) or scan.is_particle(before, "comp")
    if not opens or following >= stop:
        return False
    return looks[scan.words.forms[following]] == _FUTURE or bool(scan.hits.at(following, "ahead"))


def _on_told_day(scan: Scan, draft: Draft, before: Draft) -> Draft:
    """«وعند الساعة التاسعة انسحبوا»: an hour is of the day told right before it."""
    told = before.meaning.day if isinstance(before.meaning, Clock) else before.meaning
    if not isinstance(draft.meaning, Clock) or draft.meaning.day is not None:
        return draft
    if isinstance(told, Point | Shift) and is_day(told) and _adjoins(scan, before, draft):
        # «يوم الأحد 12 أيار من الساعة الثامنة إلى الساعة الواحدة»
        return replace(
            draft, meaning=replace(draft.meaning, day=told), ahead=before.ahead,
            behind=before.behind,
        )  # fmt: skip
    sentences = scan.words.sentence_of
    near = sentences[draft.first] - sentences[before.last] <= 1
    if before.ahead or draft.ahead:
        return draft
    if not near or before.signal or before.function or not isinstance(told, Point | Shift):
        return draft
    first, stop = scan.sentence(draft.first)
    around = range(max(first, draft.first - _REACH), min(stop, draft.last + _REACH))
    if not is_day(told) or not any(is_past(scan.readings[token]) for token in around):
        return draft
    # whether that day lies behind is for its own words to say
    return replace(draft, meaning=replace(draft.meaning, day=told), behind=before.behind)


_GAP: Final = 3


def _adjoins(scan: Scan, before: Draft, draft: Draft) -> bool:
    """Whether nothing but prepositions and a comma stands between two expressions."""
    gap = range(before.last + 1, draft.first)
    return len(gap) <= _GAP and all(
        scan.is_particle(token)
        or scan.words.forms[token] in _COMMAS
        or scan.hits.at(token, "timeprep")
        for token in gap
    )


_COMMAS: Final = frozenset("\u060c,")
_PAST, _FUTURE, _LIKELY, _ENDS = range(1, 5)


@cache
def _looks(morphology: Morphology) -> Memory[int]:
    """What a written word says of the outlook of its clause: past, future, its end, or 0.

    A word of no list that begins as a future verb does is likely one, unless rules know it.
    """
    _, openings = clitics()

    def look(form: str) -> int:
        readings = morphology.readings(form)
        if form in _STOPS:
            return _ENDS
        if not readings:
            return _LIKELY if len(form) > _SHORT and form.startswith(openings) else 0
        if is_past(readings):
            return _PAST
        return _FUTURE if any(reading.future for reading in readings) else 0

    return Memory(look)


def _in_story(scan: Scan, draft: Draft) -> Draft:
    """«بعد 40 يوما ظهر في باريس»: in a story of the past it counts from what was told before."""
    first, stop = scan.sentence(draft.first)
    around = range(max(first, draft.first - _REACH), min(stop, draft.last + _REACH))
    if not any(is_past(scan.readings[token]) for token in around):
        return draft
    if isinstance(draft.meaning, Length):
        return draft  # of hours, which count from nothing but what was told
    if not isinstance(draft.meaning, Shift):
        return replace(draft, meaning=Fixed("PAST_REF"), signal="after")
    length = f"P{draft.meaning.amount}{_CODES[draft.meaning.unit]}"
    return replace(draft, type="DURATION", meaning=Length(length), signal="after")


_CODES: Final = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE",
                 "century": "CE"}  # fmt: skip
_FAR: Final = 20
_SHORT: Final = 4  # letters; «ستة», «سيدة» are no verbs


_STOPS: Final = frozenset([".", ";", ":", "\n"])
