"""Who is said to have done it: the one who claims a deed or is accused of it is its agent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tawatur.annotate.event_arguments import Piece
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_view import NOTHING, View
from tawatur.model.mention import Factuality

_DEEDS: Final = ASSAULTS | {"killing", "abduction"}
_TOLLS: Final = frozenset(["casualties", "killing"])
_BESIDE: Final = 2  # tokens between what a toll takes and the attack that is named with it
_BACK: Final = 10  # tokens between a deed and «تبنته الجماعة»


def with_blamed(view: View, found: Sequence[Found]) -> list[Found]:
    """The events of a sentence, deeds with the agent that a claim or an accusation gives them."""
    made = list(found)
    for place, one in enumerate(found):
        role = {"claim-responsibility": "agent", "accuse": "target"}.get(one.type)
        if role is None or one.mood.value in {Factuality.NEGATED, Factuality.DENIED}:
            continue
        blamed = next((p for p in one.pieces if one.rule.roles.get(p.marker) == role), None)
        if blamed is None:
            continue
        for other in _deeds(view, made, place):
            if not _has_agent(made[other]):
                agent = Piece("agent", blamed.first, blamed.last)
                made[other] = made[other]._replace(pieces=(*made[other].pieces, agent))
    return _with_attackers(view, made)


def _with_attackers(view: View, found: list[Found]) -> list[Found]:
    """«قتل سبعة في هجوم تبنته الجماعة»: who attacked has killed."""
    for place, (toll, deed) in enumerate(pairwise(found)):
        if toll.type not in _TOLLS or deed.type not in ASSAULTS or _has_agent(toll):
            continue
        before = view.words[deed.first - 1]
        held = before.particle == "prep" or before.bare in view.rules.words["past"]
        if deed.finite or not (held or view.preposition(deed.first)):
            continue
        if deed.first - toll.stop > _BESIDE:
            continue
        agent = next((p for p in deed.pieces if deed.rule.roles.get(p.marker) == "agent"), None)
        name = NOTHING if agent is None else view.name_at[agent.first]
        if agent is not None and (name < 0 or view.names[name].kind == "organisation"):
            marker = agent.marker if agent.marker == "nation" else "agent"
            agent = Piece(marker, agent.first, agent.last)
            found[place] = toll._replace(pieces=(*toll.pieces, agent))
    return found


def _deeds(view: View, found: Sequence[Found], place: int) -> list[int]:
    """The deeds in what is claimed, or the one before that a pronoun points to."""
    one = found[place]
    inside = [
        n
        for n, other in enumerate(found)
        if other.type in _DEEDS and one.first < other.first <= one.stop
    ]
    verb = view.words[one.first].verb
    if inside or verb is None or not verb.pronoun:
        return inside
    before = [
        n
        for n, other in enumerate(found[:place])
        if other.type in _DEEDS and one.first - other.last <= _BACK
    ]
    return before[-1:]


def _has_agent(one: Found) -> bool:
    return any(one.rule.roles.get(piece.marker) == "agent" for piece in one.pieces)
