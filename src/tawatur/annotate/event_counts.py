"""Which quantities belong to which event: those in its phrases, and tolls told beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import compress, count
from typing import Final

from tawatur.annotate.event_arguments import ASIDES, Piece
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_toll import JOINED
from tawatur.annotate.event_view import NOTHING, View

_TOLL: Final = frozenset(["killed", "injured", "missing", "casualties"])
_DEADLY: Final = frozenset(["casualties", "killing", "accident"])
_LIVES: Final = frozenset(
    [None, "person", "soldier", "civilian", "child", "woman", "man", "police officer", "fighter",
     "body", "officer", "policeman", "militant", "victim", "member"]
)  # fmt: skip


def counts(view: View, found: Sequence[Found]) -> list[list[int]]:
    """For each event the quantities in its phrases; tolls left over go to the nearest event."""
    given: list[list[int]] = [[] for _ in found]
    taken = {q.replaces for q in view.quantities if q.replaces is not None}  # no longer holds
    heads = {one.first for one in found}
    for place, one in enumerate(found):
        ranges = [
            (piece.first, piece.last + 1)
            for piece in one.pieces
            if _takes(one, piece) and piece.first not in heads  # «إلى مقتل مدني»: its own
        ]
        for first, stop in [(one.first, one.last + 1), *ranges]:
            for number in view.quantities_in(first, stop):
                if number not in taken and _fits(view, one, number):
                    given[place].append(number)
                    if not _of_none(view, one, number):
                        taken.add(number)
    sentence_of = view.scan.words.sentence_of
    firsts = [one.first for one in found]
    for number, token in _first_tokens(view):
        role = view.quantities[number].role
        part = view.quantities[number].part_of is not None
        if part or number in taken or role not in _TOLL:
            continue
        near = [
            (0 if one.type in {"casualties", "killing"} else 1, abs(one.first - token), place)
            for place, one in _near(found, firsts, token)
            if sentence_of[one.first] == sentence_of[token]
            and number not in given[place]
            and (one.type in ASSAULTS or one.type in _DEADLY)
        ]
        if near:
            given[min(near)[2]].append(number)
    return [sorted(set(one)) for one in given]


def _takes(one: Found, piece: Piece) -> bool:
    """Whether the numbers in a phrase are told of the event that it stands beside."""
    if piece.marker in _ELSEWHERE:
        return False
    risen = one.type in _DEADLY and piece.marker == "to"  # «ارتفعت الحصيلة إلى تسعة قتلى»
    return risen or piece.marker in one.rule.roles or piece.marker in ASIDES


_ELSEWHERE: Final = JOINED | {"place"}  # whose numbers are told of another event


def _of_none(view: View, one: Found, number: int) -> bool:
    """«سقط صاروخان دون وقوع خسائر بشرية»: that nobody was hurt is told of the attack, too."""
    return one.type == "casualties" and not one.finite and view.quantities[number].value == 0


def _near(found: Sequence[Found], firsts: Sequence[int], token: int) -> Iterable[tuple[int, Found]]:
    """The events around a token, with their places in the list."""
    middle = bisect_left(firsts, token)
    low, high = max(0, middle - _NEAR), min(len(found), middle + _NEAR)
    return zip(range(low, high), found[low:high], strict=True)


_NEAR: Final = 8  # events on either side


def _fits(view: View, one: Found, number: int) -> bool:
    """A toll belongs to deaths and attacks; a distance or a time belongs to none."""
    quantity = view.quantities[number]
    if quantity.unit in {"km", "m", "metre", "kilometre", "day", "hour", "year"}:
        return False
    deaths = one.type in {"casualties", "killing"}
    if quantity.role in _TOLL:
        return one.type in ASSAULTS or one.type in _DEADLY
    return not deaths or quantity.unit in _LIVES


def _first_tokens(view: View) -> Iterable[tuple[int, int]]:
    before = -1
    for token in compress(count(), map(NOTHING.__ne__, view.quantity_at)):
        number = view.quantity_at[token]
        if number != before:
            yield number, token
        before = number
