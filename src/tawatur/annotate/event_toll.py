"""A toll and the attack that it is told with: each says who took part in the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tawatur.annotate.event_arguments import ASIDES, Piece
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_roles import is_counter, role_in_place
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_view import NOTHING, View

_TOLLS: Final = frozenset(["casualties", "killing"])
_BESIDE: Final = 2  # tokens between what a toll takes and the attack that is named with it
_HIT: Final = "hit"  # marks in a toll what the attack was aimed at
_HURT: Final = "hurt"  # marks in an attack whom it killed or wounded
JOINED: Final = frozenset([_HIT, _HURT])


def with_tolls(view: View, found: list[Found]) -> list[Found]:
    """The events of a sentence with what a toll and its attack say of each other: who attacked has
    killed; what was attacked is told of a toll that names nobody, and who was killed is told of
    an attack that names no target.
    """
    for toll, deed, held in _pairs(view, found):
        if held:
            found[toll] = _with_attacker(view, found[toll], found[deed])
        victims = [p for p in _of_role(view, found[toll], "victim") if not _nobody(view, p)]
        named = victims or [p for p in found[toll].pieces if p.marker in ASIDES]
        targets = _of_role(view, found[deed], "target")
        if found[toll].type == "casualties" and targets and not victims:
            found[toll] = _given(found[toll], _HIT, targets[0])
        known = (held and found[deed].bare) or filled(view, found[deed], "victim")
        if named and not targets and not known:
            found[deed] = _given(found[deed], _HURT, named[0])
    return found


def _pairs(view: View, found: list[Found]) -> Iterator[tuple[int, int, bool]]:
    """The numbers of tolls and of their attacks that stand next to each other, and whether the
    attack is told within the toll: «قتل سبعة في هجوم», «هجوم أسفر عن مقتل سبعة».
    """
    for place, (one, other) in enumerate(pairwise(found)):
        if one.type in _TOLLS and other.type in ASSAULTS and _held(view, one, other):
            yield place, place + 1, True
        elif one.type in ASSAULTS and other.type in _TOLLS and _led_to(view, one, other):
            yield place + 1, place, False


def _held(view: View, toll: Found, deed: Found) -> bool:
    """«قتل سبعة في هجوم تبنته الجماعة»."""
    before = view.words[deed.first - 1]
    held = before.particle == "prep" or before.bare in view.rules.words["past"]
    if deed.finite or not (held or view.preposition(deed.first)):
        return False
    return deed.first - toll.stop <= _BESIDE


def _led_to(view: View, deed: Found, toll: Found) -> bool:
    """«انفجرت سيارة، مما أدى إلى مقتل سبعة», «هجوم أودى بحياة سبعة»: no other subject between."""
    if deed.mood != toll.mood:
        return False
    if toll.finite:
        subject = next((p for p in toll.pieces if p.marker == "subject"), None)
        if toll.rule.roles.get("ب") == "victim":
            return subject is None or subject.first <= deed.first <= subject.last
        return view.words[toll.first].form.startswith(_SO)
    return any(word.light == "cause" for word in view.words[deed.last + 1 : toll.first])


_SO: Final = "ف"  # «قصفت الطائرات المدرسة فقتلت المعلم»


def _with_attacker(view: View, toll: Found, deed: Found) -> Found:
    if deed.type == "clash" or filled(view, toll, "agent"):
        return toll  # in a clash both sides act
    agent = next((p for p in deed.pieces if deed.rule.roles.get(p.marker) == "agent"), None)
    name = NOTHING if agent is None else view.name_at[agent.first]
    if agent is None or (name >= 0 and view.names[name].kind != "organisation"):
        return toll
    return _given(toll, agent.marker if agent.marker == "nation" else "agent", agent)


def _given(one: Found, marker: str, piece: Piece) -> Found:
    return one._replace(pieces=(*one.pieces, Piece(marker, piece.first, piece.last)))


def _of_role(view: View, one: Found, role: str) -> list[Piece]:
    """The phrases of an event that really take a role."""
    return [
        piece
        for piece in one.pieces
        if one.rule.roles.get(piece.marker) == role
        and role_in_place(view, one, role, piece) == role
    ]


def filled(view: View, one: Found, role: str) -> bool:
    """Whether a phrase of an event takes a role."""
    return bool(_of_role(view, one, role))


def only_counts(view: View, one: Found, piece: Piece) -> bool:
    """Whether a phrase is a victim of whom nothing but the number is told: «17 آخرين»."""
    return one.rule.roles.get(piece.marker) == "victim" and _nobody(view, piece)


def _nobody(view: View, piece: Piece) -> bool:
    """Whether a phrase only counts people: «أربعة», «سبعة أشخاص»."""
    return all(is_counter(view, token) for token in range(piece.first, piece.last + 1))
