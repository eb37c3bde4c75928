"""The triggers of a sentence, with what stands around them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from tawatur.annotate.event_arguments import Piece
from tawatur.annotate.event_blame import with_blamed
from tawatur.annotate.event_finite import is_finite
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_nouns import nominal
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_sense import ARMED, classes_in, senses
from tawatur.annotate.event_toll import with_tolls
from tawatur.annotate.event_verbs import verbal
from tawatur.annotate.event_view import View


def in_sentence(view: View, first: int, stop: int, spots: list[int]) -> list[Found]:
    """The events of a sentence, in reading order; ``spots`` are words that can be triggers."""
    spots = [token for token in spots if view.name_at[token] < 0]
    if not spots:
        return []
    finite = {token for token in spots if is_finite(view, token)}
    every = classes_in(view, first, stop)
    known = {t: senses(view, t, every, finite=t in finite) for t in spots}
    used: set[int] = set()
    found: list[Found] = []
    for token in spots:
        if known[token] and token not in finite:
            one = nominal(view, token, first, stop, used, known[token])
            if one is not None:
                found.append(one)
    taken = {token for one in found for token in range(one.first, one.last + 1)} | used
    subjects = _lent(found)
    for token in spots:
        if known[token] and token in finite and token not in taken:
            one = verbal(view, token, first, stop, subjects, known[token])
            if one is not None:
                found.append(one)
                subjects[token] = next((p for p in one.pieces if p.marker == "subject"), None)
    found = _told_once(found)
    found.sort(key=lambda one: one.first)
    found = _without_accidents(view, first, stop, _without_parts(view, found))
    return with_tolls(view, with_blamed(view, found))


def _lent(found: list[Found]) -> dict[int, Piece | None]:
    """The subjects of light verbs: «شن الجيش هجوما ... وقصف مواقع» goes on from that of «شن»."""
    return {
        one.start: piece
        for one in found
        for piece in one.pieces
        if piece.marker == "agent" and one.start < piece.first < one.first
    }


def _told_once(found: list[Found]) -> list[Found]:
    """Without verbs whose subject is the event itself: «استهدف تفجيران مركزين»."""
    deeds = {one.first: one.mood for one in found if not one.finite and one.type in ASSAULTS}
    return [
        one
        for one in found
        if not (one.finite and one.type in ASSAULTS and deeds.get(_subject(one)) == one.mood)
    ]


def _subject(one: Found) -> int:
    return next((piece.first for piece in one.pieces if piece.marker == "subject"), -1)


_MOVING: Final = frozenset(["road", "vehicle"])  # «حادث مرور», «حادث القطار»
_OTHER: Final = frozenset(["nature", "sport"])


def _without_accidents(view: View, first: int, stop: int, found: list[Found]) -> list[Found]:
    """Without the tolls of accidents, illness and games: no attack is in the sentence."""
    if not any(one.type == "casualties" for one in found) or any(
        one.type in ASSAULTS or one.type == "killing" for one in found
    ):
        return found
    around = view.words[first:stop]
    crash = any(
        "accident" in before.classes and word.classes & _MOVING for before, word in pairwise(around)
    )
    if not crash and not any(word.classes & _OTHER for word in around):
        return found
    if any(word.classes & ARMED for word in around):
        return found
    return [one for one in found if one.type != "casualties"]


# «حكما بالإعدام», «سقوط العشرات بين قتيل وجريح»
_NAMED: Final = frozenset([("trial", "ب"), ("casualties", "with")])


def _without_parts(view: View, found: list[Found]) -> list[Found]:
    """Without the nouns that another event takes as its object: «تعليق المحادثات»."""
    inside: set[int] = set()
    for one in found:
        if one.rule.takes:
            for piece in one.pieces:
                # with an adjective between, ل stands for the genitive: «وقف فوري لإطلاق النار»
                named = (one.type, piece.marker) in _NAMED
                if named or piece.marker in {"object", "genitive", "subject", "ل"}:
                    dead = "victim-word" in view.words[piece.first].classes  # «ضحية كمين»
                    inside.update(range(piece.first, (piece.first if dead else piece.last) + 1))
    crowds = {one.start for one in found if one.finite and one.type == "protest"}
    return [
        one
        for one in found
        if one.finite
        or (one.first not in inside and not (one.type == "protest" and crowds and not one.asserted))
    ]
