"""Who is counted without a number: «مقتل ضابط», «امرأة وطفلاها», «أسفر عن قتيل»."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.quantity_toll import PEOPLE, governing_role, is_definite, role_at, tolls
from tawatur.annotate.quantity_unit import Counted
from tawatur.rules.phrase import is_break, is_verb_only
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

_REACH: Final = 10


def is_victim(scan: Scan, token: int, counted: Counted) -> bool:
    """Whether a bare singular is one victim: «مقتل ضابط», «مقتل مدني ومتعاقد», «سقط قتيل»."""
    reading = counted.reading
    following = token + 1
    if following < len(scan.words) and (
        is_definite(scan, following) and not is_definite(scan, token)
    ):
        return False
    if reading.preposition:
        return False
    first, _ = scan.sentence(token)
    if token > first and not reading.conjunction:
        if scan.words.forms[token - 1] in tolls().part:
            return True
        if counted.unit.kind == "casualty":
            return _is_yielded(scan, token) or role_at(scan, token - 1) in PEOPLE
        if scan.words.forms[token - 1] in tolls().lives:
            return governing_role(scan, token) in PEOPLE
        verb = scan.verb(token - 1)
        done = verb is None or verb.aspect == "perfect"  # «يوقف قاض» is no arrest of a judge
        if role_at(scan, token - 1) in PEOPLE:
            return done
        return _is_object(scan, token, first)
    if counted.unit.kind == "casualty" and token > first:  # «سقوط قتيل وجريح»
        return "victim" in scan.hits.kinds(token - 1)
    return bool(reading.conjunction) and _joins_victims(scan, token, first)


def _is_yielded(scan: Scan, token: int) -> bool:
    """«أسفر الهجوم عن قتيل», «سقوط جريح»: what a verb or noun of consequences brings."""
    first, _ = scan.sentence(token)
    behind = scan.is_particle(token - 1, "prep")
    takes = tolls().takes.get(scan.words.forms[token - 1], ()) if behind else tolls().yields
    reach = _SUBJECT + 1 if behind else 1
    for place in range(token - 1, max(first, token - reach) - 1, -1):
        for reading in scan.readings[place]:
            if reading.lemma in takes:
                return reading.kind != "verb" or reading.aspect == "perfect"
        if is_break(scan, place) or is_verb_only(scan, place):
            return False
    return False


def _is_object(scan: Scan, token: int, first: int) -> bool:
    """«خطف مسلحون طبيبا»: an indefinite accusative behind an active verb and its subject."""
    if not scan.words.forms[token].endswith(_ACCUSATIVE):
        return False
    for place in range(token - 2, max(first, token - _SUBJECT) - 1, -1):
        if is_break(scan, place + 1) or scan.is_particle(place + 1):
            return False
        verb = scan.verb(place)
        if verb is not None and role_at(scan, place) in PEOPLE:
            return verb.aspect == "perfect" and not verb.pronoun
        if is_verb_only(scan, place):
            return False
    return False


_SUBJECT: Final = 5  # tokens from a verb to its object
_ACCUSATIVE: Final = folded("ا")


def joins_counted(scan: Scan, token: int) -> bool:
    """«مقتل امرأة وطفليها»: whether what is joined is so to people who are counted."""
    first, _ = scan.sentence(token)
    for place in range(token - 1, max(first, token - _NEAR_VICTIMS) - 1, -1):
        if not _COUNTED.isdisjoint(scan.hits.kinds(place)):
            years = not _YEARS.isdisjoint(scan.hits.kinds(place + 1))  # of an age
            return not years and governing_role(scan, place) in PEOPLE
        if is_break(scan, place) or is_verb_only(scan, place):
            return False
        if scan.is_particle(place) and len(scan.words.forms[place]) != 2:
            return False
    return False


_NEAR_VICTIMS: Final = 6
_COUNTED: Final = frozenset(["victim", "dual", "number"])
_YEARS: Final = frozenset(["unit", "units"])


def _joins_victims(scan: Scan, token: int, first: int) -> bool:
    """«مقتل مدني ومتعاقد»: what is joined to a victim, or to a part of them, is one."""
    for place in range(token - 1, max(first, token - _REACH) - 1, -1):
        if role_at(scan, place) in PEOPLE or scan.words.forms[place] in tolls().part:
            return True
        if is_break(scan, place) or is_verb_only(scan, place):
            return False
        if scan.is_particle(place) and len(scan.words.forms[place]) != 2:
            return False
    return False
