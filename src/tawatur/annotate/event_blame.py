"""Who is said to have done it: the one who claims a deed or is accused of it is its agent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.annotate.event_arguments import Piece
from tawatur.annotate.event_factuality import ACTUAL, Mood
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_toll import filled
from tawatur.annotate.event_view import View
from tawatur.model.mention import Factuality

_DEEDS: Final = ASSAULTS | {"killing", "abduction"}
_MORE: Final = 14  # tokens: a second deed joined to the first that somebody is accused of
_ALLEGED: Final = Mood(Factuality.POSSIBLE)
_BACK: Final = 10  # tokens between a deed and «تبنته الجماعة»


def with_blamed(view: View, found: Sequence[Found]) -> list[Found]:
    """The events of a sentence, deeds with the agent that a claim or an accusation gives them."""
    made = list(found)
    for place, one in enumerate(found):
        role = {"claim-responsibility": "agent", "accuse": "target"}.get(one.type)
        if role is None or one.mood.value in {Factuality.NEGATED, Factuality.DENIED}:
            continue
        if one.type == "accuse":
            for other in _charges(view, made, place):
                if made[other].mood is ACTUAL:
                    made[other] = made[other]._replace(mood=_ALLEGED)
        blamed = next((p for p in one.pieces if one.rule.roles.get(p.marker) == role), None)
        if blamed is None:
            continue
        for other in _deeds(view, made, place):
            if not filled(view, made[other], "agent"):
                agent = Piece("agent", blamed.first, blamed.last)
                made[other] = made[other]._replace(pieces=(*made[other].pieces, agent))
    return made


def _charges(view: View, found: Sequence[Found], place: int) -> list[int]:
    """The deeds somebody is accused of: «اتهم الجيش الجماعة بقصف السوق وقتل ثلاثة», «بأنه قصفه».

    Not «بتنفيذ الهجوم»: there he is accused of a part in what happened.
    """
    one = found[place]
    made: list[int] = []
    for number in range(place + 1, len(found)):
        other = found[number]
        verbs = view.words[max(one.first, found[number - 1].first) + 1 : other.first]
        if any(word.finite_only or word.particle == "rel" for word in verbs):
            break
        word, that = view.words[other.first], view.words[other.first - 1]
        told = other.finite and that.bare in view.rules.words["that_one"]
        more = bool(made) and word.joined and word.nominal is not None
        named = more or (not other.finite and not word.article)
        if not (told or named) or other.first > one.stop + told + (_MORE if more else 0):
            break
        made.append(number)
    return made


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
