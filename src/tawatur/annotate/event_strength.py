"""How strong a force is: «قوام البعثة نحو 600 عسكري», «لدى البعثة أكثر من 300 عسكري في الإقليم».

So is told what is still somewhere: «بطاريتان لا تزالان في الميناء». No verb of happening tells it:
a number of soldiers stands behind a word that opens such a statement (``factuality.toml``:
strength, strength_of, at, holds, still), with whose they are and where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.annotate.event_arguments import Piece
from tawatur.annotate.event_factuality import ACTUAL
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import TriggerRule
from tawatur.annotate.event_view import View

_RULE: Final = "strength"
_STILL: Final = 4  # tokens between a number and «لا تزال», and from there to the place
_REACH: Final = 18  # tokens between the word that opens the statement and the number
SOLDIER: Final = "soldier"
SYSTEMS: Final = frozenset(["battery", "aircraft", "drone", "launcher", "tank", "helicopter"])
UNITS: Final = SYSTEMS | {SOLDIER}  # the units of the numbers that are read so
_FORCES: Final = frozenset(["force", "military-man", "military"])


def strengths(view: View, first: int, stop: int, found: Sequence[Found]) -> Iterator[Found]:
    """The strengths told in a sentence, of numbers that no event of it has."""
    rule = view.rules.named[_RULE]
    opened: set[int] = set()
    for number in view.quantities_in(first, stop):
        quantity = view.quantities[number]
        if quantity.unit not in UNITS or quantity.role not in {None, "deployed"}:
            continue
        at = next(t for t in range(first, stop) if view.quantity_at[t] == number)
        if any(piece.first <= at <= piece.last for one in found for piece in one.pieces):
            continue
        still = _still(view, at, stop)
        if still is not None:
            yield _still_there(view, rule, still, at, stop)
            continue
        cue = _opening(view, first, at) if quantity.unit == SOLDIER else None
        if cue is not None and cue not in opened:
            opened.add(cue)
            yield _strength(view, rule, cue, at, stop)


def _still(view: View, at: int, stop: int) -> int | None:
    """The word behind a number that says that what it counts is still where it was."""
    last = view.last_of(view.quantity_at, at)
    for token in range(last + 1, min(stop, last + _STILL + 1)):
        bare = view.words[token].bare
        if bare in view.rules.words["still"]:
            return token
        denied = view.words[token - 1].bare in view.rules.words["negation"]
        if denied and bare in view.rules.words["still_not"]:  # «ما زالت», but «زال الخطر»
            return token
    return None


def _still_there(view: View, rule: TriggerRule, cue: int, at: int, stop: int) -> Found:
    """What is still somewhere, with the place that follows."""
    place = _place(view, cue, cue, min(stop, cue + _STILL), None)
    pieces = [Piece("object", at, max(at, view.phrase_end(at, cue)))]
    if place is not None:
        pieces.append(place)
    end = max(piece.last for piece in pieces)
    return Found(
        cue, cue, rule, rule.type, None, tuple(pieces), (), ACTUAL, at, end + 1, True, True, True
    )


def _opening(view: View, first: int, at: int) -> int | None:
    """The nearest word before a number that opens such a statement; another number is in between
    no more than a year is.
    """
    words = view.rules.words
    for token in range(at - 1, max(first, at - _REACH) - 1, -1):
        word = view.words[token]
        bare = word.bare
        if bare in words["strength"] or bare in words["at"]:
            return token
        if bare in words["strength_of"] and _of_forces(view, token, at):
            return token
        if word.verb is not None and word.verb.lemma in words["holds"] and not word.article:
            return token
        other = view.quantity_at[token]
        if other >= 0 and view.quantities[other].unit == SOLDIER:
            return None
    return None


def _of_forces(view: View, token: int, stop: int) -> bool:
    """«عدد قوات البعثة»: what is counted are forces."""
    following = view.words[token + 1] if token + 1 < stop else None
    if following is None:
        return False
    return bool(following.classes & _FORCES) or view.name_at[token + 1] >= 0


def _strength(view: View, rule: TriggerRule, cue: int, at: int, stop: int) -> Found:
    end = view.phrase_end(at, stop)
    owner = _owner(view, cue, at, end)
    place = _place(view, cue, at, stop, owner)
    pieces = [piece for piece in (owner, Piece("object", at, end), place) if piece is not None]
    return Found(
        cue, cue, rule, rule.type, None, tuple(pieces), (), ACTUAL, cue, end + 1, False, True, True
    )


def _owner(view: View, cue: int, at: int, end: int) -> Piece | None:
    """Whose soldiers they are: the phrase behind the word, or a body behind the number
    («200 عسكري من البعثة»).
    """
    following = cue + 1
    if following < at and view.nominal(following) and not view.preposition(following):
        return Piece("subject", following, view.phrase_end(following, at))
    after = end + 1
    if after + 1 < len(view.words) and view.words[after].bare == view.rules.partitive:
        name = view.name_at[after + 1]
        if name >= 0 and view.names[name].kind == "organisation":
            return Piece("subject", after + 1, view.last_of(view.name_at, after + 1))
    return None


def _place(view: View, cue: int, at: int, stop: int, owner: Piece | None) -> Piece | None:
    """The first place named behind the word, before another verb begins to tell of it."""
    for token in range(cue + 1, min(stop, at + _REACH)):
        if token > at and view.words[token].finite_only:
            return None
        inside = owner is not None and owner.first <= token <= owner.last
        name = view.name_at[token]
        if name >= 0 and not inside and view.names[name].is_place:
            return Piece("place", token, view.last_of(view.name_at, token))
    return None
