"""Where what is said ends: before a clause that is told, or at the end of a paragraph."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.attribution_ground import COMMAS, Ground, words

_LONGEST_CLAUSE: Final = 250


def noun_phrase_end(ground: Ground, first: int, last: int) -> int:
    """«أعلن مقتل اثنين، ثم غادر»: a noun phrase is not joined with a clause, which is told."""
    relative = False
    for token in range(first + 1, last):
        form = ground.forms[token]
        if form in words("relative"):
            relative = True
        if form in words("semicolon"):
            return token - 1
        may = not relative or ground.forms[token + 1] in words("which")
        if form in COMMAS and may and _tells_on(ground, token + 1):
            return token - 1
    return last


def _tells_on(ground: Ground, token: int) -> bool:
    """Whether a clause begins: «، ثم غادر», «، وغادر», «، وهو ما»."""
    form = ground.forms[token]
    behind = ground.forms[token + 1 : token + 2]
    which = form in words("which") and not words("what").isdisjoint(behind)
    if form in words("then") or which:
        return True
    readings = ground.scan.readings[token]
    return (
        token not in ground.names
        and bool(readings)
        and all(reading.kind == "verb" and reading.conjunction for reading in readings)
    )


def paragraph_end(ground: Ground, first: int, boundaries: frozenset[int]) -> int:
    """The last token of a line, before a saying that a new sentence begins."""
    token = first
    end = min(len(ground.forms), first + _LONGEST_CLAUSE)
    while token < end and ground.forms[token] != "\n":
        if (
            token in boundaries
            and token > first
            and (ground.ends_sentence(token - 1) or _is_stray_end(ground, token - 1))
        ):
            return token - 1
        token += 1
    return token - 1


def _is_stray_end(ground: Ground, token: int) -> bool:
    """A quotation mark behind a full stop: the speech was never opened."""
    return ground.forms[token] == '"' and ground.ends_sentence(token - 1)
