"""Where the words of a print stand in its text, and which of them between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final

from tawatur.link.fingerprint import Print, without
from tawatur.model.text import Span
from tawatur.text.fold import fold, spellings

_WORD_OR_MARK: Final = re.compile(r'[^\W_]+|"')


class Places:
    """The words of a text by number; each line is read when one of its words is asked for."""

    def __init__(self, found: Print, text: str, skip: Sequence[Span] = ()) -> None:
        self._paragraphs = found.paragraphs
        self._firsts = [paragraph.first for paragraph in found.paragraphs]
        self._lines = without(text, skip).split("\n")
        self._begins = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._read: dict[int, tuple[list[Span], bytes]] = {}

    def span(self, first: int, stop: int) -> Span:
        """The source range of the words from ``first`` to before ``stop``."""
        return Span(self._word(first).start, self._word(stop - 1).end)

    def quoted(self, first: int, stop: int) -> list[int]:
        """The words in this range that stand between quotation marks.

        A mark that was opened and lost closes with its line.
        """
        found: list[int] = []
        place = bisect_right(self._firsts, first) - 1
        for paragraph in self._paragraphs[place:]:
            if paragraph.first >= stop:
                break
            if _marks().search(self._lines[paragraph.line]):
                flags = self._words(paragraph.line)[1]
                low, high = max(first, paragraph.first), min(stop, paragraph.stop)
                found += [n for n in range(low, high) if flags[n - paragraph.first]]
        return found

    def _word(self, number: int) -> Span:
        paragraph = self._paragraphs[bisect_right(self._firsts, number) - 1]
        return self._words(paragraph.line)[0][number - paragraph.first]

    def _words(self, line: int) -> tuple[list[Span], bytes]:
        if line not in self._read:
            self._read[line] = _line(self._lines[line], self._begins[line])
        return self._read[line]


def _line(text: str, begin: int) -> tuple[list[Span], bytes]:
    source = fold(text)
    spans: list[Span] = []
    quoted = bytearray()
    inside = 0
    for match in _WORD_OR_MARK.finditer(source.text):
        if match.group() == '"':
            inside ^= 1
            continue
        span = source.span(match.start(), match.end())
        spans.append(Span(begin + span.start, begin + span.end))
        quoted.append(inside)
    return spans, bytes(quoted)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile("[" + re.escape(spellings('"')) + "]")
