"""Events that an offset counts from («بعد أسبوع من الهجوم»), found again where they are dated.

A definite noun of action points back to a happening that the report has told: the verb of the same
lemma, or the noun itself, beside a day. Only one day may be told of such words, else it stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
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


def dated(scan: Scan, drafts: Sequence[Draft], times: Sequence[Timex]) -> Mapping[str, set[Days]]:
    """The days beside which a report tells of something, by the lemma of its verb or noun."""
    counted = {
        token
        for draft in drafts
        if isinstance(draft.meaning, FromEvent)
        for token in range(draft.first, draft.last + 1)
    }
    found: dict[str, set[Days]] = {}
    for draft, time in zip(drafts, times, strict=True):
        days = None if isinstance(draft.meaning, FromEvent) else _interval(time)
        if days is not None:
            for lemma in _beside(scan, draft, counted):
                found.setdefault(lemma, set()).add(days)
    return found


def day_of(scan: Scan, draft: Draft, told: Mapping[str, set[Days]]) -> Days | None:
    """The first and last day that the report gives the event of an offset; ``None``: open."""
    head = _head(scan, draft)
    lemmas = () if head is None else _lemmas(scan, head)
    found = set().union(*(told.get(lemma, ()) for lemma in lemmas))
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


def _beside(scan: Scan, day: Draft, counted: Set[int]) -> Iterator[str]:
    """The lemmas of what happened near a day, in its sentence, but for what offsets count from."""
    begin, stop = scan.sentence(day.first)
    for token in range(max(begin, day.first - _BESIDE), min(stop, day.last + _BESIDE)):
        if token not in counted:
            for reading in scan.readings[token]:
                if reading.kind != "verb" or reading.aspect == "perfect":
                    yield reading.lemma


def _interval(time: Timex) -> Days | None:
    """The days of a stated time, of a month at most."""
    if time.begin is None or time.end_exclusive is None or time.signal not in {None, "since"}:
        return None
    last = time.end_exclusive - timedelta(1)
    return (time.begin, last) if (last - time.begin).days <= _MONTH else None
