"""One spelling for matching, and the way back to the source.

Every text and every entry of a language file passes through the same ``fold``, so that an author
of rules writes ordinary Arabic and no rule ever lists spellings of one letter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from tawatur.errors import LanguageDataError
from tawatur.model.text import Span
from tawatur.text.memory import Memory

_NAMED = {"DROP": "", "HYPHEN": "-", "SPACE": " "}


@dataclass(frozen=True, slots=True)
class Folded:
    """Text to match against, and where each of its characters came from.

    ``origin`` has one entry more than ``text``, the last being the end of the source; it is
    ``None`` where every character stands at its own place.
    """

    text: str
    source: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """The source characters behind ``text[start:end]``, marks on its last letter included.

        >>> fold("كِتَابٌ").span(0, 4)
        Span(start=0, end=7)
        """
        if self.origin is None:
            return Span(start, end)
        last, after = self.origin[end - 1], self.origin[end]
        if after == last:  # a ligature goes on
            after = self.origin[bisect_right(self.origin, last)]
        return Span(self.origin[start], after)

    def written(self, start: int, end: int) -> str:
        """The source characters behind ``text[start:end]``.

        >>> fold("كِتَابٌ").written(0, 4)
        'كِتَابٌ'
        """
        if self.origin is None:
            return self.source[start:end]
        last, after = self.origin[end - 1], self.origin[end]
        if after == last:
            after = self.origin[bisect_right(self.origin, last)]
        return self.source[self.origin[start] : after]

    def position(self, source: int) -> int:
        """The place in ``text`` of the source character at ``source``."""
        if self.origin is None:
            return source
        place = bisect_right(self.origin, source) - 1
        while place > 0 and self.origin[place - 1] == self.origin[place]:
            place -= 1
        return max(place, 0)


_NUMBERS: Final = tuple(range(10_000))  # ready for the places of most texts


def fold(source: str) -> Folded:
    """The folded form of ``source``; folding it again changes nothing.

    >>> fold("أعلنَت الحكومةُ «القرارَ» ٢٠٢٠").text
    'اعلنت الحكومه "القرار" 2020'
    """
    text = " ".join(_words().all(source.split(" ")))
    dropped, irregular = _classes()
    origin: list[int] = []
    if irregular.search(source):
        table = _table()
        for place, character in enumerate(source):
            origin.extend([place] * len(table[ord(character)]))
    elif len(text) == len(source):
        return Folded(text, source, None)
    else:
        first = 0
        numbers = _NUMBERS if len(source) <= len(_NUMBERS) else range(len(source))
        for match in dropped.finditer(source):
            origin.extend(numbers[first : match.start()])
            first = match.end()
        origin.extend(numbers[first : len(source)])
    origin.append(len(source))
    return Folded(text, source, tuple(origin))


@cache
def _words() -> Memory[str]:
    return Memory(folded)


@cache
def _classes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters that are dropped, and those that may become several or none."""
    table = _table()
    dropped = "".join(re.escape(chr(code)) for code, to in table.items() if not to)
    several = "".join(re.escape(chr(code)) for code, to in table.items() if len(to) > 1)
    forms = "".join(f"{chr(first)}-{chr(last)}" for first, last in _COMPATIBILITY)
    return re.compile(f"[{dropped}]+"), re.compile(f"[{forms}{several}]")


def folded(text: str) -> str:
    """``text`` folded, where the way back is not needed.

    >>> folded("إيران")
    'ايران'
    """
    return text.translate(_table())


@cache
def spellings(letter: str) -> str:
    """The characters that fold to ``letter``, itself among them.

    >>> "«" in spellings('"')
    True
    """
    codes = {ord(letter), *_table()}
    codes.update(code for first, last in _COMPATIBILITY for code in range(first, last + 1))
    return "".join(sorted(chr(code) for code in codes if folded(chr(code)) == letter))


class _Table(dict[int, str]):
    """The folding of every character seen so far; unknown ones are worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = value = _decomposed(code)
        return value


def _decomposed(code: int) -> str:
    """Presentation forms and ligatures by compatibility, then the table; else the character."""
    character = chr(code)
    if not _is_compatibility_form(code):
        return character
    table = _table()
    return "".join(
        table[ord(c)] if c != character else c for c in unicodedata.normalize("NFKC", character)
    )


# Arabic presentation forms A and B, fullwidth forms, and Latin ligatures. Superscripts and
# fractions keep their own form: folding them would turn «م²» into a number.
_COMPATIBILITY: Final = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFE), (0xFF01, 0xFF5E))


def _is_compatibility_form(code: int) -> bool:
    return any(first <= code <= last for first, last in _COMPATIBILITY)


@cache
def _table() -> _Table:
    table = _Table()
    faults = []
    lines = files("tawatur.lang").joinpath("ar/fold.tsv").read_text("utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if not line or line.startswith(("#", "from\t")):
            continue
        try:
            codes, to, _reason = line.split("\t")
            first, _, last = codes.replace("U+", "").partition("-")
            span = range(int(first, 16), int(last or first, 16) + 1)
        except ValueError:
            faults.append(f"fold.tsv:{number}: not 'U+XXXX<tab>to<tab>reason': {line!r}")
            continue
        table.update(dict.fromkeys(span, _NAMED.get(to, to)))
    if faults:
        raise LanguageDataError(faults)
    return table
