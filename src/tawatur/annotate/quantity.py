"""Quantities: how many of what, bounded or vague, and what became of them.

Patterns find numbers with their nouns (``quantity_make``); the words around add what the match does
not say: roles, populations, bounds, totals. Durations and dates belong to time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tawatur.annotate.quantity_around import (
    Placed,
    bound_before,
    is_tally,
    linked,
    tallied,
    unit_before,
)
from tawatur.annotate.quantity_counted import publish
from tawatur.annotate.quantity_make import MAKERS
from tawatur.annotate.quantity_slots import agreeing, bounds, noun_of
from tawatur.annotate.quantity_toll import (
    PEOPLE,
    fitting,
    is_stationed,
    population_after,
    role_around,
    role_at,
    tolls,
)
from tawatur.annotate.quantity_unit import Counted
from tawatur.model.mention import Quantity, QuantityMod
from tawatur.model.time import Draft
from tawatur.rules.language import Language
from tawatur.rules.match import Match
from tawatur.rules.scan import Scan


def annotate(scan: Scan, lang: Language, drafts: Sequence[Draft]) -> tuple[Quantity, ...]:
    """The quantities of a text, in reading order.

    >>> from tawatur.annotate import number
    >>> from tawatur.rules.language import arabic
    >>> scan = arabic().scan("أطلقت إيران 11 صاروخا")
    >>> number.annotate(scan, arabic())
    >>> [(q.value, q.unit, q.role) for q in annotate(scan, arabic(), ())]
    [(11, 'missile', 'launched')]
    """
    publish(scan, lang)
    timed = {token for draft in drafts for token in range(draft.first, draft.last + 1)}
    made: dict[int, Quantity] = {}

    def reads(match: Match) -> bool:
        if any(token in timed for token in range(match.first, match.last + 1)):
            return False
        quantity = MAKERS[match.rule.fields["make"]](scan, match)
        if quantity is not None:
            made[id(match)] = quantity
        return quantity is not None

    found = lang.patterns["quantity"].find(scan.hits, reads)
    return linked(scan, [_completed(scan, match, made[id(match)]) for match in found])


# --- what stands around ---------------------------------------------------------------------------


def _completed(scan: Scan, match: Match, quantity: Quantity) -> Placed:
    """A quantity with its bounds, and what the words around it say, at its tokens."""
    noun = agreeing(scan, match, quantity.value or 0) or noun_of(match.slots, "noun_a")
    kind = _kind(match, noun)
    if quantity.value is not None:
        mod = quantity.mod
        if mod is QuantityMod.EXACT and quantity.value and match.rule.name in _BOUNDED:
            mod = bound_before(scan, match.first) or mod
        quantity = replace(quantity, mod=mod, **bounds(quantity.value, mod))
    share = quantity.percent is not None or quantity.ordinal is not None
    if not share and quantity.unit != "times" and quantity.role != "calibre":
        quantity = _counts(scan, match, quantity, kind)
    joined = match.start > scan.words.starts[match.first] and bool(match.first)
    return Placed(quantity, match.first, match.last, kind, joined)


_BOUNDED: Final = frozenset(["counted", "number"])


def _kind(match: Match, noun: Counted | None) -> str | None:
    """The class of what is counted; ``None`` where the unit table does not have it."""
    if noun is not None:
        return noun.unit.kind
    unit = match.slots.get("unit")
    return unit.entry["class"] if unit is not None else None


def _is_told(scan: Scan, first: int) -> bool:
    """«وفاة ثلاثة من الجرحى»: the word right before outweighs what the noun says."""
    return first > 0 and role_at(scan, first - 1) in PEOPLE


def _counts(scan: Scan, match: Match, quantity: Quantity, kind: str | None) -> Quantity:
    """A count with its noun, role and population where the words around it give them."""
    if quantity.fraction is None and is_tally(scan, match.first):
        noun = tallied(scan, match.first)
        quantity = replace(quantity, total=True)
        if noun is not None and quantity.unit is None:
            role = quantity.role or noun.unit.role
            population = quantity.population or noun.unit.population
            quantity = replace(quantity, unit=noun.unit.name, role=role, population=population)
    if quantity.role is None or kind != "casualty" or _is_told(scan, match.first):
        around = role_around(scan, match.first, match.last, match.start)
        quantity = replace(quantity, role=fitting(around, kind) or quantity.role)
    if quantity.rule == "vague" and quantity.unit is None:
        others = match.last + 1 < len(scan.words) and scan.hits.at(match.last + 1, "others")
        known = None if others or quantity.role in PEOPLE else unit_before(scan, match.first)
        quantity = replace(quantity, unit=known or "person")
    if quantity.role is None and quantity.unit in tolls().troops:
        stationed = is_stationed(scan, match.first)
        quantity = replace(quantity, role="deployed" if stationed else None)
    about_people = kind in {"person", "group", "casualty"} or quantity.role in PEOPLE
    if quantity.population is None and about_people:
        quantity = replace(quantity, population=population_after(scan, match.last))
    return quantity
