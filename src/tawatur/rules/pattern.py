"""The pattern language, read.

By example::

    يوم? {weekday:weekday} ،? {day:int} {month:month}

- a word matches itself; punctuation counts as a word
- ``{name:kind}`` matches a hit of that kind and keeps it under the name
- ``?`` after a word, slot or group makes it optional
- ``( ... | ... )`` is a choice between sequences
- ``+`` before a word or slot lets proclitics stand before it; the first element always may

Words of a pattern are folded, as everything is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tawatur.text.fold import folded
from tawatur.text.memory import Made

LITERAL: Final = "="  # the kind of a word of a pattern is "=" and the word


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: a kind of hit, or a choice between sequences of steps."""

    kind: str | None
    name: str | None
    choices: tuple[tuple[Element, ...], ...]
    optional: bool
    clitics: bool


_PIECE: Final = re.compile(r"\{(\w+):([\w-]+)\}|[()|?+]|[^\s(){}|?+]+")


def compiled(pattern: str) -> tuple[Element, ...]:
    """The steps of a pattern; raises ``ValueError`` where it is not well formed."""
    if _PIECE.sub("", pattern).strip():
        raise ValueError(f"not understood in the match: {_PIECE.sub('', pattern).strip()!r}")
    pieces = list(_PIECE.finditer(pattern))
    sequence, rest = _sequence(pieces, 0)
    if rest != len(pieces):
        raise ValueError("a bracket too many in the match")
    if not sequence:
        raise ValueError("the match is empty")
    return sequence


def _sequence(pieces: list[re.Match[str]], place: int) -> tuple[tuple[Element, ...], int]:
    elements: list[Element] = []
    clitics = False
    while place < len(pieces) and pieces[place].group() not in {")", "|"}:
        piece = pieces[place].group()
        if piece == "+":
            clitics = True
            place += 1
            continue
        if piece == "(":
            choices, place = _choices(pieces, place + 1)
            element = Element(None, None, choices, False, clitics)
        elif piece == "?":
            raise ValueError("a question mark after nothing")
        else:
            name, kind = pieces[place].group(1), pieces[place].group(2)
            element = Element(kind or LITERAL + folded(piece), name, (), False, clitics)
            place += 1
        if place < len(pieces) and pieces[place].group() == "?":
            element = Element(element.kind, element.name, element.choices, True, element.clitics)
            place += 1
        elements.append(element)
        clitics = False
    return tuple(elements), place


def _choices(
    pieces: list[re.Match[str]], place: int
) -> tuple[tuple[tuple[Element, ...], ...], int]:
    choices = []
    while True:
        sequence, place = _sequence(pieces, place)
        choices.append(sequence)
        if place >= len(pieces):
            raise ValueError("a bracket is not closed in the match")
        place += 1
        if pieces[place - 1].group() == ")":
            return tuple(choices), place


def asked(sequence: tuple[Element, ...]) -> Iterator[str]:
    """The kinds of hits that a pattern asks for."""
    for element in sequence:
        if element.kind is not None:
            yield element.kind
        for choice in element.choices:
            yield from asked(choice)


# --- the places in a pattern ----------------------------------------------------------------------

Move = tuple[str, str | None, bool, "State"]  # the kind of hit, its name, clitics, what follows


@dataclass(slots=True, eq=False)
class State:
    """A place in a pattern: whether it may end here, and the hits that lead on.

    ``steps`` remembers which of the moves a token of some kinds allows: kinds that stand together
    are few, so that most tokens cost one look-up.
    """

    accepts: bool
    moves: tuple[Move, ...]
    kinds: frozenset[str]
    steps: Made[frozenset[str], tuple[Move, ...]]


def begin(sequence: tuple[Element, ...], known: dict[tuple[Element, ...], State]) -> State:
    """The place before a sequence; ``known`` holds those already made."""
    state = known.get(sequence)
    if state is None:
        moves: list[Move] = []
        accepts = _lead_on(sequence, moves, known)
        kinds = frozenset(move[0] for move in moves)
        allowed = Made[frozenset[str], tuple[Move, ...]](
            lambda there: tuple(move for move in moves if move[0] in there)
        )
        state = known[sequence] = State(accepts, tuple(moves), kinds, allowed)
    return state


def _lead_on(
    sequence: tuple[Element, ...],
    moves: list[Move],
    known: dict[tuple[Element, ...], State],
) -> bool:
    """Collects the moves of a sequence, without what is optional first; whether it may be empty."""
    if not sequence:
        return True
    element, rest = sequence[0], sequence[1:]
    accepts = element.optional and _lead_on(rest, moves, known)
    if element.kind is not None:
        moves.append((element.kind, element.name, element.clitics, begin(rest, known)))
    for choice in element.choices:
        accepts = _lead_on(choice + rest, moves, known) or accepts
    return accepts
