"""Quotation marks in pairs, also where they are nested, unclosed or typed the wrong way round."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tawatur.text.words import Words

_OPENING: Final = frozenset("«“‹„")
_CLOSING: Final = frozenset("»›")
_TYPED_EITHER_WAY: Final = "”"
_BEFORE: Final = frozenset("(:،,[-/")
_AFTER: Final = frozenset(".،,:;)!؟?؛]-/")
_STOPS: Final = frozenset(".!؟?")


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations of a text by token: ``closing[opening mark] = closing mark``.

    A quotation that is never closed ends with its sentence; its "closing mark" is the token behind
    the last one, and it is listed in ``unclosed``. ``strays`` are closing marks without opening.
    """

    closing: Mapping[int, int]
    unclosed: frozenset[int]
    strays: frozenset[int]
    inside: tuple[int, ...]
    marks: tuple[int, ...] = ()
    opening: Mapping[int, int] = field(default_factory=dict)  # by closing mark, the outermost

    def between(self, first: int, last: int) -> tuple[int, ...]:
        """The marks in a range of tokens that open a quotation or close none, in order."""
        return self.marks[bisect_left(self.marks, first) : bisect_right(self.marks, last)]

    def opening_around(self, token: int) -> int | None:
        """The opening mark of the innermost quotation that a token stands in."""
        found = self.inside[token]
        return None if found < 0 else found


def pair(words: Words) -> Quotes:
    """The quotations of every paragraph.

    >>> from tawatur.text.fold import fold
    >>> from tawatur.text.words import read
    >>> pair(read(fold("قال: «وصلت إلى قاعدة «حرير» أمس»"))).closing
    {2: 10, 6: 8}
    """
    if '"' not in words.forms:
        return Quotes({}, frozenset(), frozenset(), (-1,) * len(words))
    closing: dict[int, int] = {}
    unclosed: set[int] = set()
    strays: set[int] = set()
    inside = [-1] * len(words)
    stack: list[int] = []
    for token, form in enumerate(words.forms):
        if form == "\n":
            _abandon(words, stack, token, closing, unclosed)
            continue
        if form == '"':
            if _opens(words, token, bool(stack)):
                inside[token] = stack[-1] if stack else -1
                stack.append(token)
                continue
            if stack:
                closing[stack.pop()] = token
            else:
                strays.add(token)
        inside[token] = stack[-1] if stack else -1
    _abandon(words, stack, len(words), closing, unclosed)
    if unclosed:
        inside = _inside(len(words), closing)
    return Quotes(
        dict(sorted(closing.items())),
        frozenset(unclosed),
        frozenset(strays),
        tuple(inside),
        tuple(sorted({*closing, *strays})),
        {closing[opening]: opening for opening in sorted(closing, reverse=True)},
    )


def _abandon(
    words: Words, stack: list[int], end: int, closing: dict[int, int], unclosed: set[int]
) -> None:
    """Ends what a paragraph left open: with its sentence, or with the paragraph where the next one
    goes on with a mark of its own, as long speeches are printed.
    """
    goes_on = end + 1 < len(words) and words.forms[end + 1] == '"'
    for opening in reversed(stack):
        closing[opening] = end if goes_on else _sentence_end(words, opening, end, closing)
        unclosed.add(opening)
    stack.clear()


def _inside(length: int, closing: Mapping[int, int]) -> list[int]:
    """For each token the innermost opening mark whose quotation it stands in; -1 for none."""
    found = [-1] * length
    stack: list[int] = []
    for token in range(length):
        while stack and closing[stack[-1]] < token:
            stack.pop()
        if stack and closing[stack[-1]] == token:
            stack.pop()
        found[token] = stack[-1] if stack else -1
        if token in closing:
            stack.append(token)
    return found


def _sentence_end(words: Words, opening: int, end: int, closing: Mapping[int, int]) -> int:
    """The end of the sentence from an opening mark on; quotations inside are passed over."""
    token = opening + 1
    while token < end:
        form = words.forms[token]
        if form == '"' and token in closing:
            token = closing[token]
            if token >= end or words.forms[token] != '"':
                return token  # what is open inside ends with the same sentence
        elif form in _STOPS and len(words.forms[token - 1]) > 1:
            return token
        token += 1
    return end


def _opens(words: Words, token: int, open_already: bool) -> bool:
    """Whether a mark opens a quotation: by its shape, else by the spaces around it."""
    folded = words.folded
    start, end = words.starts[token], words.ends[token]
    mark = folded.source[folded.span(start, end).start]
    before = folded.text[start - 1] if start else " "
    after = folded.text[end] if end < len(folded.text) else " "
    free_before = before.isspace() or before in _BEFORE or before == '"'
    free_after = after.isspace() or after in _AFTER or after == '"'
    if mark in _OPENING:  # also typed at the end: «“نعم“»
        return not open_already or free_before or not free_after
    if mark in _CLOSING or mark == _TYPED_EITHER_WAY:
        return not open_already and free_before and before not in _AFTER - _BEFORE
    if free_before != free_after:
        return free_before
    if not free_before and token and _is_proclitic(words, token - 1):
        return True  # لـ"داعش"
    return not open_already


def _is_proclitic(words: Words, token: int) -> bool:
    """A letter written alone, or with a tatweel, before the mark: لـ«...»."""
    return words.ends[token] == words.starts[token + 1] and len(words.forms[token]) <= 2
