"""Who takes part in an incident: the parties that all accounts agree on, in the codes of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.export.cells import EMPTY, Cell, Evidence, several, words
from tawatur.export.happening import Happening, Telling
from tawatur.export.states import is_party, state
from tawatur.model.claim import Entity
from tawatur.model.mention import Argument
from tawatur.text.fold import folded

AGENT = ("agent",)
OTHER = ("target", "victim", "against", "partner")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part, as one claim calls them; ``entity`` where it is known who."""

    key: str
    name: str
    entity: Entity | None
    evidence: Evidence
    argument: Argument


def named(telling: Telling, roles: Sequence[str]) -> tuple[Party, ...]:
    """The parties of a claim by role, in order."""
    analysis = telling.analysis
    found = []
    for argument in telling.claim.event.arguments:
        if argument.role not in roles:
            continue
        raw = argument.span.of(analysis.document.text)
        entity = telling.entity(argument.entity)
        key = entity.id if entity else folded(raw)
        name = (entity.name_en or entity.name) if entity else raw
        proof = words(analysis, argument.span, telling.claim.event.rule)
        found.append(Party(key, name, entity, proof, argument))
    return tuple(found)


def agreed(happening: Happening, roles: Sequence[str]) -> tuple[tuple[Party, ...], str]:
    """The parties that every claim names which names any, and why there are none.

    Claims that it did not happen count with the rest: they, too, say who would have done it.
    """
    people = happening.people
    held: dict[str, list[Party]] = {}
    speaking = 0
    for telling in happening.tellings:
        parties = named(telling, roles)
        speaking += bool(parties)
        for key, party in {people.actor(one.key) or one.key: one for one in parties}.items():
            held.setdefault(key, []).append(party)
    kept = [parties for parties in held.values() if len(parties) == speaking]
    if kept or not speaking:
        return tuple(party for parties in kept for party in parties), ""
    return (), "accounts name different ones: " + ", ".join(p[0].name for p in held.values())


def cell(happening: Happening, roles: Sequence[str]) -> Cell:
    """The names of the parties that the accounts agree on."""
    parties, why = agreed(happening, roles)
    if not parties:
        everyone = [p for one in happening.tellings for p in named(one, roles)] if why else []
        return Cell(None, tuple(p.evidence for p in everyone), why)
    actor = happening.people.actor
    by_key = {actor(party.key): party.name for party in reversed(parties)}
    names = reversed(by_key.values())  # one party is called as it is called first
    return Cell(several(names), tuple(party.evidence for party in parties))


def inter(happening: Happening, roles: Sequence[str], country: str | None) -> Cell:
    """ACLED's code of a party, where its sector and country tell it."""
    parties, _ = agreed(happening, roles)
    codes = {_inter(party.entity, country) for party in parties}
    code = codes.pop() if len(codes) == 1 else None
    return EMPTY if code is None else Cell(code, tuple(party.evidence for party in parties))


def _inter(entity: Entity | None, country: str | None) -> int | None:
    if entity is None:
        return None
    if _is_state(entity):
        if entity.country is None or country is None:
            return None
        return 1 if entity.country == country else 8
    if is_party(entity, "rebel"):
        return 2
    return 7 if is_party(entity, "civilian") else None


def _is_state(entity: Entity) -> bool:
    """Whether it is a state, its government or its forces; a place as a party stands for one."""
    return is_party(entity, "state") or (entity.kind == "place" and entity.geo_precision == 0)


def side(happening: Happening, roles: Sequence[str]) -> str | None:
    """What kind of party a side is: state, armed, civilian; ``None`` where it cannot be told."""
    parties, _ = agreed(happening, roles)
    kinds = {_kind(party.entity) for party in parties}
    return kinds.pop() if len(kinds) == 1 else None


def _kind(entity: Entity | None) -> str | None:
    if entity is None:
        return None
    if _is_state(entity):
        return "state"
    return next((kind for kind in ("armed", "civilian") if is_party(entity, kind)), None)


def gw(happening: Happening, roles: Sequence[str]) -> Cell:
    """Gleditsch and Ward number of a side that is a state or its forces."""
    parties, _ = agreed(happening, roles)
    if not parties or side(happening, roles) != "state":
        return EMPTY
    numbers = {found.gw for p in parties if p.entity and (found := state(p.entity.country))}
    number = numbers.pop() if len(numbers) == 1 else None
    return EMPTY if number is None else Cell(number, tuple(party.evidence for party in parties))
