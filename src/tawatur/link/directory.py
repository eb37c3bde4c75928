"""Who is who and what lies where across documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Final, Literal

from tawatur.link import people
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.shares import shared_out
from tawatur.model.claim import Analysis, Entity

NEAR_KM: Final = 30.0
LOOSE_KM: Final = 60.0  # «قرب X» is said of what has no better known town, farther off than others
_ROUGH: Final = 1.1  # directions and distances are told by eye
_NEAR_RULE: Final = "near"  # of place.rules.toml
_COUNTRY: Final = 0  # geo_precision of what has no point: countries
_GOVERNMENT: Final = "-government"
_REGION: Final = 3  # and of provinces, regions and ranges

Relation = Literal["locality", "region", "country", "inside", "around", "near", "apart"]


@dataclass(frozen=True, slots=True)
class Directory:
    """The entities of many documents: ``known`` by the id that all mentions of one share.

    ``joins`` are the pairs of people that were joined, and those that wait for a person.
    """

    known: Mapping[str, Entity]
    canonical: Mapping[str, str]
    apart: frozenset[frozenset[str]] = frozenset()  # places that a person told apart
    joins: tuple[people.Join, ...] = ()

    def of(self, entity: str | None) -> str | None:
        """The id that stands for ``entity`` in all documents."""
        return None if entity is None else self.canonical.get(entity, entity)

    def actor(self, entity: str | None) -> str | None:
        """Who acts, where a place is named: a capital or a government stands for its state."""
        known = self.known.get(entity or "")
        if known is not None and known.country and known.id == f"ent:{known.country}{_GOVERNMENT}":
            return f"ent:{known.country}"
        if known is not None and known.kind == "place" and known.country:
            return f"ent:{known.country}"
        return self.of(entity)

    def name(self, entity: str) -> str:
        """What a reader calls it."""
        found = self.known.get(entity)
        return entity if found is None else found.name_en or found.name

    def is_country(self, entity: str) -> bool:
        """Whether it is a whole country, which says little about where."""
        found = self.known.get(entity)
        return found is not None and found.geo_precision == _COUNTRY

    def is_region(self, entity: str) -> bool:
        """Whether it is a province or a region."""
        found = self.known.get(entity)
        return found is not None and (found.geo_precision or 0) >= _REGION

    def is_wide(self, entity: str) -> bool:
        """Whether it is a country or a region: many other places lie in it."""
        return self.is_country(entity) or self.is_region(entity)

    def is_place(self, entity: str) -> bool:
        """Whether it is somewhere on the map."""
        found = self.known.get(entity)
        return found is not None and found.kind in {"place", "facility"}

    def unit(self, place: str) -> str | None:
        """The first-level unit that a place lies in, or is."""
        known = self.known.get(place)
        return None if known is None else known.admin1

    def provinces(self, places: Iterable[str]) -> frozenset[str]:
        """The first-level units that the places lie in; none where that of one is not known."""
        units = {self.unit(place) for place in places}
        return frozenset() if None in units else frozenset(unit for unit in units if unit)

    def can_lie_in(self, left: str, right: str) -> bool:
        """Whether one of two places is a region in which the other, of its state, may lie."""
        one, two = self.known.get(left), self.known.get(right)
        if one is None or two is None or one.country != two.country:
            return False
        unknown = one.lat is None or two.lat is None
        return unknown and self.is_region(left) != self.is_region(right)

    def cells(self, entity: str) -> Iterator[tuple[object, ...]]:
        """Squares of half a degree in four grids: places close by share one at least."""
        known = self.known.get(entity)
        if known is None or known.lat is None or known.lon is None or self.is_country(entity):
            return
        for shift, other in ((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5)):
            yield "cell", shift, other, int(known.lat * 2 + shift), int(known.lon * 2 + other)

    def can_be_one(self, left: str, right: str) -> bool:
        """Whether two places are told from one («45 km southwest of X», «near X») and can be one.

        Their circles meet, or one is no more than near it, with the other in a wider round.
        """
        one, two = self.known.get(left), self.known.get(right)
        return one is not None and two is not None and _can_be_one(one, two)

    def relation(self, left: str, right: str) -> Relation | None:
        """How two places lie to one another; ``None`` where that is not known."""
        if left == right:
            if self.is_country(left):
                return "country"
            return "region" if self.is_region(left) else "locality"
        if self.apart and frozenset((left, right)) in self.apart:
            return "apart"
        one, two = self.known.get(left), self.known.get(right)
        if one is None or two is None:
            return None
        if one.country and two.country and one.country != two.country:
            return "apart"
        if self.is_country(left) or self.is_country(right):
            if not (one.country and two.country) or self.is_country(left) == self.is_country(right):
                return None
            return "around" if self.is_country(left) else "inside"
        if left == f"ent:{two.admin1}" or right == f"ent:{one.admin1}":
            return "around" if left == f"ent:{two.admin1}" else "inside"
        return _by_distance(one, two)


def _by_distance(one: Entity, two: Entity) -> Relation | None:
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    apart = _kilometres(one.lat, one.lon, two.lat, two.lon)
    wide_one, wide_two = one.radius_km or 0.0, two.radius_km or 0.0
    site = (one.kind == "facility") != (two.kind == "facility")  # a market in a town
    if apart <= max(wide_one, wide_two) and (site or abs(wide_one - wide_two) > NEAR_KM / 2):
        return "inside" if wide_one < wide_two else "around"
    if apart <= NEAR_KM or _can_be_one(one, two):
        return "near"
    return "apart" if apart > wide_one + wide_two else None


def _can_be_one(one: Entity, two: Entity) -> bool:
    if one.gazetteer is None or one.gazetteer != two.gazetteer or one.id == two.id:
        return False
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return False
    apart = _kilometres(one.lat, one.lon, two.lat, two.lon)
    reach = (one.radius_km or 0.0) + (two.radius_km or 0.0)
    return apart <= reach * _ROUGH or (
        apart <= LOOSE_KM and (_NEAR_RULE in one.basis or _NEAR_RULE in two.basis)
    )


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 12742.0 * asin(sqrt(half))


# --- people whose names are written in several ways ----------------------------------------------


def directory(
    analyses: Sequence[Analysis], decided: Decided = NOTHING, workers: int = 1
) -> Directory:
    """All entities, with people joined whose names and roles agree.

    What people ``decided`` of two names or places goes before what is alike in them.
    """

    def work(share: int, of: int) -> Iterator[_Roll]:
        roll = _Roll()
        for place in range(share, len(analyses), of):
            roll.add(analyses[place].entities)
        yield roll

    roll = _Roll()
    for one in shared_out(work, workers):
        roll.merge(one)
    apart = frozenset(map(frozenset, decided.two_entities))
    canonical: dict[str, str] = {}
    for left, right in decided.one_entity:
        _unite(canonical, left, right, apart)
    joins = people.joins(roll.persons)
    for join in joins:
        if join.decision == "joined":
            _unite(canonical, join.left, join.right, apart)
    return Directory(roll.known, canonical, apart, joins)


@dataclass(slots=True)
class _Roll:
    """The entities of some reports by id; their order decides nothing."""

    known: dict[str, Entity] = field(default_factory=dict)
    persons: dict[str, people.Known] = field(default_factory=dict)

    def add(self, entities: Iterable[Entity]) -> None:
        """Notes those of one more report."""
        for entity in entities:
            self._keep(entity)
            if entity.kind == "person":
                people.add(self.persons, entity)

    def merge(self, other: _Roll) -> None:
        """Takes over what other reports know."""
        for entity in other.known.values():
            self._keep(entity)
        people.merge(self.persons, other.persons)

    def _keep(self, entity: Entity) -> None:
        kept = self.known.setdefault(entity.id, entity)
        if kept is not entity and _fullness(entity) > _fullness(kept):
            self.known[entity.id] = entity


def _fullness(one: Entity) -> tuple[object, ...]:
    return (
        len(one.name), one.name, one.lat is not None, one.country or "", one.admin1 or "",
        one.name_en or "", one.gazetteer or "", one.kind,
    )  # fmt: skip


def _unite(
    canonical: dict[str, str], left: str, right: str, apart: frozenset[frozenset[str]]
) -> None:
    """Gives two entities, and all that are joined to either, the first of their ids.

    Not where a person told apart one of those from one of these.
    """
    first, second = sorted((canonical.get(left, left), canonical.get(right, right)))
    if first == second:
        return
    moved = [id_ for id_, own in canonical.items() if own == second]
    if apart:
        those = [id_ for id_, own in canonical.items() if own == first]
        if any(frozenset((a, b)) in apart for a in (first, *those) for b in (second, *moved)):
            return
    for id_ in moved:
        canonical[id_] = first
    canonical[second] = first
