"""Entries of the language files, found in one linear pass over a folded text.

An entry is found wherever it stands between possible borders: after a stack of proclitics, before
a pronoun. Which of several readings is meant is left to the rules that use them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import ahocorasick

from tawatur.text.fold import folded
from tawatur.text.words import Words, heads, tails


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form of a lexicon, and what it stands for.

    ``kind`` is the lexicon's slot name, ``exact`` the unfolded spelling where only that one counts.
    """

    kind: str
    form: str
    value: Mapping[str, str] = field(default_factory=dict, hash=False)
    article: bool = False
    pronoun: bool = False
    exact: str | None = None

    def __getitem__(self, column: str) -> str:
        return self.value[column]

    def get(self, column: str) -> str | None:
        """The column's value; ``None`` where the cell is empty or there is no such column."""
        return self.value.get(column) or None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry, or an earlier mention, at tokens ``first`` to ``last`` (both included).

    ``start`` and ``end`` are offsets into the folded text; ``start`` lies behind proclitics,
    ``end`` before a pronoun. ``mention`` is what an annotator made of it, for later rules.
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    entry: Entry
    mention: object | None = None


class Lexicon:
    """All entries of a language, ready for the pass."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        found: dict[str, list[Entry]] = {}
        for entry in entries:
            found.setdefault(entry.form, []).append(entry)
            if entry.form.startswith("ال") and " " not in entry.form[:3]:
                # «للقوات المسلحة» is ل + «القوات المسلحة»
                found.setdefault("لل" + entry.form[2:], []).append(entry)
        self._automaton = ahocorasick.Automaton()
        for form, same in found.items():
            self._automaton.add_word(form, (len(form), tuple(same)))
        if found:
            self._automaton.make_automaton()
        self._empty = not found

    def find(self, words: Words) -> list[Hit]:
        """Every entry in the text, in the order of its end."""
        if self._empty:
            return []
        starts, ends = _borders(words)
        hits: list[Hit] = []
        for last_character, (width, entries) in self._automaton.iter(words.folded.text):
            end = last_character + 1
            start = end - width
            opening = starts.get(start)
            if opening is None:
                continue
            closing = ends.get(end)
            if closing is None:
                continue
            first, after_article = opening
            last, before_pronoun = closing
            for entry in entries:
                if after_article and not entry.article:
                    continue
                if before_pronoun and not entry.pronoun:
                    continue
                if entry.exact is not None and not _spelled(words, start, end, entry.exact):
                    continue
                hits.append(Hit(entry.kind, first, last, start, end, entry))
        return hits


def _borders(words: Words) -> tuple[dict[int, tuple[int, bool]], dict[int, tuple[int, bool]]]:
    """Offsets where an entry may start or end, with the token and whether something is cut off."""
    starts: dict[int, tuple[int, bool]] = {}
    ends: dict[int, tuple[int, bool]] = {}
    for token, (form, start) in enumerate(zip(words.forms, words.starts, strict=True)):
        openings, closings = _inner_borders(form)
        for head, after_article in openings:
            starts[start + head] = (token, after_article)
        for tail, before_pronoun in closings:
            ends[start + tail] = (token, before_pronoun)
    return starts, ends


@lru_cache(maxsize=65536)
def _inner_borders(
    form: str,
) -> tuple[tuple[tuple[int, bool], ...], tuple[tuple[int, bool], ...]]:
    """The heads of a token, each with whether an article is cut off, and its tails."""
    return (
        tuple((head, form[:head].endswith(("ال", "لل"))) for head in heads(form)),
        tuple((tail, tail != len(form)) for tail in tails(form)),
    )


def _spelled(words: Words, start: int, end: int, exact: str) -> bool:
    written = words.folded.span(start, end).of(words.folded.source)
    return "".join(c for c in written if folded(c)) == exact
