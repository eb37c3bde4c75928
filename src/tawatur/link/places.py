"""Where the words of a print stand in its text, and which of them between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Final

from tawatur.link.fingerprint import BYTES, Paragraph, Print, counted, without
from tawatur.model.text import Span
from tawatur.text.fold import fold, folded, spellings
from tawatur.text.memory import Memory

_WORD: Final = re.compile(r"[^\W_]+")
_WORD_OR_MARK: Final = re.compile(r'[^\W_]+|"')


class Places:
    """The words of a text by number; each line is read when one of its words is asked for."""

    def __init__(self, found: Print, text: str, skip: Sequence[Span] = ()) -> None:
        self._paragraphs = found.paragraphs
        self._firsts = [paragraph.first for paragraph in found.paragraphs]
        self._lines = without(text, skip).split("\n")
        self._begins = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._quotes = bool(_marks().search(text))
        self._read: dict[int, tuple[list[str], list[int], list[int]]] = {}
        self._quoted: dict[int, list[int]] = {}

    def span(self, first: int, stop: int) -> Span:
        """The source range of the words from ``first`` to before ``stop``."""
        return Span(self._word(first).start, self._word(stop - 1).end)

    def quoted(self, first: int, stop: int) -> list[int]:
        """The words in this range that stand between quotation marks, in order.

        A mark that was opened and lost closes with its line.
        """
        if not self._quotes:
            return []
        found: list[int] = []
        place = bisect_right(self._firsts, first) - 1
        for paragraph in self._paragraphs[place:]:
            if paragraph.first >= stop:
                break
            found += self._quoted_in(paragraph)
        return found[bisect_left(found, first) : bisect_left(found, stop)]

    def _quoted_in(self, paragraph: Paragraph) -> list[int]:
        line = paragraph.line
        if line not in self._quoted:
            text = self._lines[line]
            marked = _marks().search(text) is not None
            self._quoted[line] = list(_inside(folded(text), paragraph.first)) if marked else []
        return self._quoted[line]

    def _word(self, number: int) -> Span:
        """The source range of a word: only the piece between two blanks is read that holds it."""
        paragraph = self._paragraphs[bisect_right(self._firsts, number) - 1]
        pieces, counts, ends = self._pieces(paragraph.line)
        wanted = BYTES * (number - paragraph.first)
        place = bisect_right(counts, wanted)
        before = counts[place - 1] if place else 0
        begin = self._begins[paragraph.line] + place + (ends[place - 1] if place else 0)
        span = _spans()[pieces[place]][(wanted - before) // BYTES]
        return Span(begin + span.start, begin + span.end)

    def _pieces(self, line: int) -> tuple[list[str], list[int], list[int]]:
        """What stands between blanks in a line; how many words, and letters, up to its end."""
        if line not in self._read:
            pieces = self._lines[line].split(" ")
            self._read[line] = pieces, counted(pieces), list(accumulate(map(len, pieces)))
        return self._read[line]


@cache
def _spans() -> Memory[tuple[Span, ...]]:
    """Where the words stand in each written form."""
    return Memory(_words)


def _words(form: str) -> tuple[Span, ...]:
    source = fold(form)
    return tuple(source.span(*word.span()) for word in _WORD.finditer(source.text))


def _inside(line: str, number: int) -> Iterator[int]:
    """The numbers of the words between marks; ``number`` is that of the first word of all."""
    inside = False
    for form in _WORD_OR_MARK.findall(line):
        if form == '"':
            inside = not inside
            continue
        if inside:
            yield number
        number += 1


@cache
def _marks() -> re.Pattern[str]:
    return re.compile("[" + re.escape(spellings('"')) + "]")
