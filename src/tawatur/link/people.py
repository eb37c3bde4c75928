"""Who is the same person in several reports: pairs with their reasons, joined or left to review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tawatur.model.claim import Analysis, Entity
from tawatur.resolve import names
from tawatur.text.fold import folded

CERTAIN: Final = 0.95  # enough where one of the two is named without a role
COMMON: Final = 200  # people with one word: it is a first name and tells nothing
_ROLE_WORD: Final = 4  # letters of a role's word that tells something

Decision = Literal["joined", "review"]


@dataclass(slots=True)
class Known:
    """A person as all reports together know them: the fullest name, roles and bodies."""

    entity: Entity
    roles: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Join:
    """Two entities that may be one person: how alike, what was decided, and why."""

    left: str
    right: str
    names: tuple[str, str]
    score: float
    decision: Decision
    reasons: tuple[str, ...]


def known(analyses: Iterable[Analysis]) -> dict[str, Known]:
    """The people of many reports by id; sources without a name are no entities and never here."""
    found: dict[str, Known] = {}
    for analysis in analyses:
        for entity in analysis.entities:
            if entity.kind == "person":
                add(found, entity)
    return found


def add(found: dict[str, Known], entity: Entity) -> None:
    """Notes what one more report says of a person."""
    person = found.get(entity.id)
    if person is None:
        person = found[entity.id] = Known(entity)
    _name(person, entity)
    if entity.role_title:
        words = folded(entity.role_title).split()
        person.roles.update(word for word in words if len(word) >= _ROLE_WORD)
    if entity.organisation:
        person.bodies.add(entity.organisation)
    if entity.country:
        person.countries.add(entity.country)


def merge(found: dict[str, Known], others: Mapping[str, Known]) -> None:
    """Takes over what other reports say of people."""
    for id_, other in others.items():
        person = found.setdefault(id_, other)
        if person is not other:
            _name(person, other.entity)
            person.roles |= other.roles
            person.bodies |= other.bodies
            person.countries |= other.countries


def _name(person: Known, entity: Entity) -> None:
    """The fullest name stands for a person, of those the one that lists know."""
    one, two = ((len(e.name), e.name, e.gazetteer or "") for e in (entity, person.entity))
    if one > two:
        person.entity = entity


def joins(people: Mapping[str, Known]) -> tuple[Join, ...]:
    """The pairs that are joined and those that a reader should decide, the likeliest first.

    Pairs are looked for among names that share the consonants of a word.
    """
    words = {id_: names.words(person.entity.name) for id_, person in people.items()}
    found = [
        join
        for left, right in _pairs(words)
        if not _forbidden(people[left], people[right])
        and names.may_be_one(words[left], words[right])
        for join in [_join(people[left], people[right])]
        if join is not None
    ]
    return tuple(sorted(found, key=lambda join: (-join.score, join.left, join.right)))


def _pairs(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of people, given with the words of their names, each once.

    A name of one word tells too little, but counts where it says how common that word is.
    """
    blocks: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(words):
        for key in {names.skeleton(word) for word in words[id_]}:
            blocks[key].append(id_)
    shared = {key: block for key, block in blocks.items() if len(block) <= COMMON}
    before: set[tuple[str, str]] = set()
    for block in shared.values():
        full = [id_ for id_ in block if len(words[id_]) > 1]
        for place, left in enumerate(full):
            for right in full[place + 1 :]:
                if (left, right) not in before:
                    before.add((left, right))
                    yield left, right


def _join(one: Known, two: Known) -> Join | None:
    """The decision on a pair that nothing forbids; ``None`` where nothing speaks for it."""
    found = names.compare(one.entity.name, two.entity.name)
    if found.score < names.POSSIBLE:
        return None
    shared = one.roles & two.roles
    same_body = one.bodies & two.bodies
    apart = bool(one.roles and two.roles) and not shared and not same_body
    reasons = list(found.reasons)
    if shared:
        reasons.append(f"both are called {' '.join(sorted(shared))}")
    if same_body:
        reasons.append(f"both belong to {' '.join(sorted(same_body))}")
    if apart:
        reasons.append("their roles share no word")
    if found.score >= names.JOINED and (shared or same_body):
        decision: Decision = "joined"
    elif found.score >= CERTAIN and not apart:
        decision = "joined"
        reasons.append("the names are all but equal")
    elif found.score >= names.JOINED or shared or same_body:
        decision = "review"
    else:
        return None
    pair = (one.entity.name, two.entity.name)
    return Join(one.entity.id, two.entity.id, pair, found.score, decision, tuple(reasons))


def _forbidden(one: Known, two: Known) -> bool:
    """Whether lists or countries keep two people apart."""
    if one.entity.gazetteer and two.entity.gazetteer:
        return True
    return bool(one.countries and two.countries and not one.countries & two.countries)
