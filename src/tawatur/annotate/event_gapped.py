"""More of the same in another place: «أطلقت 11 صاروخا على القاعدة، فضلا عن صاروخ آخر على المطار».

The verb is told once; the number and the target are told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.annotate.event_arguments import Piece
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_view import View

_REACH: Final = 14  # tokens between the first target and the number that follows
_TIME: Final = 6  # tokens between the last target and the time
_TARGET: Final = ("on", "place")  # markers of a phrase that can be hit


def gapped(view: View, stop: int, found: Sequence[Found]) -> Iterator[Found]:
    """The attacks that repeat the deed of one before them in the sentence with another target."""
    for one in found:
        if one.type not in ASSAULTS:
            continue
        hit = max((p.last for p in one.pieces if p.marker in _TARGET), default=-1)
        units = {view.quantities[n].unit for n in _counted(view, one)}
        if hit < 0 or not units - {None}:
            continue
        more = _more(view, hit, min(stop, hit + _REACH), units)
        if more is None or any(p.first <= more <= p.last for each in found for p in each.pieces):
            continue
        last = view.last_of(view.quantity_at, more)
        target = _target(view, last + 1, stop)
        if target is not None:
            kept = tuple(p for p in one.pieces if p.marker in {"subject", "agent"})
            pieces = (*kept, Piece("object", more, last), target)
            yield one._replace(
                first=more, last=last, pieces=pieces, start=more, stop=target.last + 1,
                times=one.times or _times(view, target.last + 1, stop), finite=False, sure=False,
            )  # fmt: skip


def _times(view: View, first: int, stop: int) -> tuple[int, ...]:
    """The time told behind the last target: it is that of all of them."""
    for token in range(first, min(stop, first + _TIME)):
        number = view.timex_at[token]
        if number >= 0 and view.dates(number):
            return (number,)
    return ()


def _counted(view: View, one: Found) -> list[int]:
    return [
        number
        for piece in one.pieces
        if piece.marker in {"object", "subject"}
        for number in view.quantities_in(piece.first, piece.last + 1)
    ]


def _more(view: View, after: int, stop: int, units: set[str | None]) -> int | None:
    """Where the next number of the same unit begins, joined to what stands before it."""
    for token in range(after + 1, stop):
        number = view.quantity_at[token]
        if number < 0:
            continue
        before = view.words[token - 1]
        joined = view.words[token].joined or before.bare in view.rules.words["besides"]
        return token if view.quantities[number].unit in units and joined else None
    return None


def _target(view: View, at: int, stop: int) -> Piece | None:
    """«على المطار»: the phrase behind the preposition that marks what is hit."""
    if at + 1 >= stop:
        return None
    marker = view.rules.markers.get((view.words[at].bare,))
    if marker != "on" or not view.nominal(at + 1):
        return None
    return Piece("on", at + 1, view.phrase_end(at + 1, stop))
