"""Quantities: how many of what, bounded or vague, and what became of them.

Patterns find numbers with their nouns (``quantity_make``); the words around add what the match does
not say: roles, populations, bounds, totals. Durations and dates belong to time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.annotate.quantity_around import (
    bound_before,
    bound_behind,
    is_stated,
    is_tally,
    link,
    rises,
    tallied,
    toll_of,
    unit_before,
)
from tawatur.annotate.quantity_count import Count
from tawatur.annotate.quantity_counted import publish
from tawatur.annotate.quantity_make import MAKERS
from tawatur.annotate.quantity_slots import agreeing, noun_of, set_bounds
from tawatur.annotate.quantity_toll import (
    PEOPLE,
    fitting,
    is_joined,
    is_mixed,
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
    made: dict[int, Count] = {}

    def reads(match: Match) -> bool:
        if not timed.isdisjoint(range(match.first, match.last + 1)):
            return False
        quantity = MAKERS[match.rule.fields["make"]](scan, match)
        if quantity is not None:
            made[id(match)] = quantity
        return quantity is not None

    found = lang.patterns["quantity"].find(scan.hits, reads)
    counts = [made[id(match)] for match in found]
    for match, count in zip(found, counts, strict=True):
        _complete(scan, match, count)
    link(scan, counts)
    return tuple([count.made() for count in counts])


# --- what stands around ---------------------------------------------------------------------------


def _complete(scan: Scan, match: Match, count: Count) -> None:
    """Adds the bounds, and what the words around say."""
    noun = count.noun or agreeing(scan, match, count.value or 0)
    noun = noun or noun_of(match.slots, "noun_a")
    count.kind = _kind(match, noun)
    if count.value is not None:
        if count.mod is QuantityMod.EXACT and count.value and match.rule.name in _BOUNDED:
            count.mod = (
                bound_before(scan, match.first) or bound_behind(scan, match.last) or count.mod
            )
        set_bounds(count, count.value)
    share = count.percent is not None or count.ordinal is not None
    if not share and count.unit != "times" and count.role != "calibre":
        _add_around(scan, match, count)
    count.joined = is_joined(scan, match.first, match.start)


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


def _add_around(scan: Scan, match: Match, count: Count) -> None:
    """Adds the noun, role and population of a count, where the words around it give them."""
    unit, role, population, kind = count.unit, count.role, count.population, count.kind
    tally = is_tally(scan, match.first) or is_stated(scan, match.first)
    total = count.fraction is None and tally
    noun = tallied(scan, match.first) if total and unit is None else None
    if noun is not None:
        unit, role = noun.unit.name, role or noun.unit.role
        population = population or noun.unit.population
    if role is None or kind != "casualty" or _is_told(scan, match.first):
        around = role_around(scan, match.first, match.last, match.start)
        role = fitting(around, kind, unit) or role
    if is_mixed(scan, match.last, count.role, count.value or count.low or 0):
        role, unit = "casualties", unit or "person"
    if role is None and unit == "person":
        role = toll_of(scan, match.first)
    if count.rule == "vague" and unit is None and count.unit_text is None:
        others = match.last + 1 < len(scan.words) and scan.hits.at(match.last + 1, "others")
        unit = None if others or role in PEOPLE else unit_before(scan, match.first)
        unit = unit or "person"
    if role is None and unit in tolls().troops:
        role = "deployed" if is_stationed(scan, match.first) else None
    about_people = kind in _PEOPLE or unit == "person" or role in PEOPLE
    if population is None and about_people:
        population = population_after(scan, match.last)
    count.unit, count.role, count.population = unit, role, population
    count.total = total or count.total
    count.rose = total and rises(scan, match.first)


_PEOPLE: Final = frozenset(["person", "group", "casualty"])
