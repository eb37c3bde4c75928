"""The bases that one handover is of: «مواقع في قاعدة ... ومعسكر ... وقاعدة ...»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tawatur.compare.account import Account, Bench
from tawatur.compare.state import State
from tawatur.compare.tie import names_between

_LONGEST: Final = 1000  # characters of a list of bases


def sites_of(state: State, account: Account, ready: Bench) -> Iterator[State]:
    """The state for each base that the sentence names from the trigger to the next event.

    A place in or beside which a base lies is no base; where none is named the state stays one.
    """
    claim, analysis = account.claim, account.analysis
    sentence, begin = analysis.sentences[claim.event.sentence], claim.event.trigger.end
    last = min(sentence.end, begin + _LONGEST)
    end = min(
        (
            other.event.trigger.start
            for other in analysis.claims
            if begin < other.event.trigger.start < last and other.event.type != "presence"
        ),
        default=last,
    )
    found: dict[str, str] = {}
    for name in names_between(analysis, begin, end):
        entity = ready.people.of(name.entity)
        if entity is None:
            continue
        known = ready.people.known.get(entity)
        if known is not None and (known.kind == "facility" or _listed(entity, found, ready)):
            found.setdefault(entity, ready.people.name(entity))
    if not found:
        yield state
        return
    for entity, place in found.items():
        yield replace(state, place=place, place_id=entity)


def _listed(entity: str, found: dict[str, str], ready: Bench) -> bool:
    """A town in a list of bases, which stands for the base there: finer than a province."""
    known = ready.people.known[entity]
    if len(found) < 2 or known.kind != "place" or ready.people.is_wide(entity):
        return False
    return (known.geo_precision or 0) <= 1
