"""Events that an offset counts from («بعد أسبوع من الهجوم»), found again where they are dated.

A definite noun of action points back to a happening that the report has told: the verb of the same
lemma, or the noun itself, beside a day. Only one day may be told of such words, else it stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from tawatur.annotate.timex_slots import clitics
from tawatur.model.mention import Timex
from tawatur.model.time import Draft, FromEvent
from tawatur.rules.scan import Scan

Days = tuple[date, date]
_BESIDE: Final = 8  # tokens between what happened and its day
_MONTH: Final = 31
_SHORT: Final = 3  # letters; a noun that is shorter is too common to point back


def day_of(
    scan: Scan, draft: Draft, drafts: Sequence[Draft], times: Sequence[Timex]
) -> Days | None:
    """The first and last day that the report gives the event of an offset; ``None``: open."""
    head = _head(scan, draft)
    lemmas = frozenset() if head is None else _lemmas(scan, head)
    if not lemmas:
        return None
    offsets = [d for d in drafts if isinstance(d.meaning, FromEvent)]
    found: set[Days] = set()
    for one, time in zip(drafts, times, strict=True):
        days = None if one in offsets else _interval(time)
        if days is not None and any(
            not any(other.first <= token <= other.last for other in offsets)
            for token in _beside(scan, one, lemmas)
        ):
            found.add(days)
    return found.pop() if len(found) == 1 else None


def _head(scan: Scan, draft: Draft) -> int | None:
    """The token of the noun that an offset counts from, if that is definite by itself."""
    source, article = scan.words.folded.source, clitics()[0]
    for token in range(draft.first, draft.last + 1):
        word = scan.span(token, token).of(source)
        if draft.anchor and draft.anchor.startswith(word):
            form = scan.words.forms[token]
            definite = form.startswith(article) or any(r.pronoun for r in scan.readings[token])
            return token if definite and len(form) > _SHORT else None
    return None


def _lemmas(scan: Scan, token: int) -> frozenset[str]:
    return frozenset(r.lemma for r in scan.readings[token] if r.kind != "verb")


def _beside(scan: Scan, day: Draft, lemmas: frozenset[str]) -> Iterator[int]:
    """The tokens of the day's sentence, near it, that name the event or tell that it happened."""
    begin, stop = scan.sentence(day.first)
    for token in range(max(begin, day.first - _BESIDE), min(stop, day.last + _BESIDE)):
        for reading in scan.readings[token]:
            told = reading.kind != "verb" or reading.aspect == "perfect"
            if told and reading.lemma in lemmas:
                yield token


def _interval(time: Timex) -> Days | None:
    """The days of a stated time, of a month at most."""
    if time.begin is None or time.end_exclusive is None or time.signal not in {None, "since"}:
        return None
    last = time.end_exclusive - timedelta(1)
    return (time.begin, last) if (last - time.begin).days <= _MONTH else None
