"""Which place of the gazetteer a name means, decided by what else the report names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, log10, radians
from typing import Final

from tawatur.model.mention import Name, NameKind
from tawatur.model.place import Place

LOCATED: Final = frozenset([NameKind.PLACE, NameKind.FACILITY])
# Countries outrank first-level units, these cities, these towns of one name; a city and the unit
# that is named after it are told apart by the type word, and by size where none stands.
RANK: Final[Mapping[str, float]] = {
    "country": 6.0, "continent": 6.0, "region": 4.0, "base": 3.5, "airport": 3.5, "mountain": 3.5,
    "crossing": 3.5, "camp": 3.5, "site": 3.5, "oilfield": 3.5, "dam": 3.5, "water": 3.5,
    "desert": 3.5, "lake": 3.5, "admin1": 2.6, "city": 2.0, "quarter": 1.5, "district": 1.5,
    "town": 1.0, "village": 0.8,
}  # fmt: skip
BIG_CITY: Final = 300_000  # a city of this size outranks the governorate named after it
NEAR_KM: Final = 300.0
THIN: Final = 0.35  # a lead smaller than this, between two countries, is no decision
TYPED: Final = "place-typed"
PLAIN: Final = "place-gazetteer"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided for a name: a place, or several that it may be."""

    place: Place | None
    candidates: tuple[Place, ...]


def choose(
    names: Sequence[Name], places: Mapping[str, Place], countries: Iterable[str]
) -> tuple[Choice, ...]:
    """The place of each name, in order; ``countries`` are those that the report names otherwise."""
    options = [_options(name, places) for name in names]
    focus = Counter(countries)
    sure = [same[0] for same in options if len({place.country for place in same}) == 1]
    focus.update(place.country for place in sure if place.country)
    points = [place for place in sure if place.lat is not None and place.precision]
    units = {place.id for same in options for place in same if len(same) == 1}
    chosen: dict[tuple[str, ...], Choice] = {}
    found = []
    for name, same in zip(names, options, strict=True):
        key = (name.rule, *(place.id for place in same))
        if key not in chosen:
            chosen[key] = _decided(same, focus, points, units)
        found.append(chosen[key])
    return _one_sense(names, found)


def _one_sense(names: Sequence[Name], found: Sequence[Choice]) -> tuple[Choice, ...]:
    """«كركوك» is the governorate wherever the report also says «محافظة كركوك»."""
    typed = {
        choice.place.name: choice.place
        for name, choice in zip(names, found, strict=True)
        if name.rule == TYPED and choice.place is not None
    }
    same = []
    for name, choice in zip(names, found, strict=True):
        said = typed.get(choice.place.name) if choice.place is not None else None
        fits = said is not None and name.rule == PLAIN and said in choice.candidates
        same.append(Choice(said, choice.candidates) if fits else choice)
    return tuple(same)


def _options(name: Name, places: Mapping[str, Place]) -> tuple[Place, ...]:
    if name.kind not in LOCATED or not name.entry:
        return ()
    return tuple(places[key] for key in name.entry.split() if key in places)


def _decided(
    same: tuple[Place, ...], focus: Counter[str], points: Sequence[Place], units: set[str]
) -> Choice:
    if len(same) < 2:
        return Choice(same[0] if same else None, same)
    state = next((place for place in same if place.kind == "country"), None)
    if state is not None:  # a state outranks its capital and every town that is called like it
        return Choice(state, (state, *(place for place in same if place is not state)))
    scored = sorted(((_score(p, focus, points, units), p.id, p) for p in same), reverse=True)
    (best, _, place), (second, _, other) = scored[:2]
    ranked = tuple(p for _, _, p in scored)
    if best - second < THIN and place.country != other.country:
        return Choice(None, ranked)
    return Choice(place, ranked)


def _score(place: Place, focus: Counter[str], points: Sequence[Place], units: set[str]) -> float:
    """How likely a place is meant: its rank, its country and unit in the report, what is near."""
    score = RANK.get(place.kind, 1.0)
    if (place.kind == "city" and place.population >= BIG_CITY) or place.curated:
        score += 1.0
    score += 0.5 * log10(place.population + 1)
    if place.country and focus:
        score += focus[place.country] / focus.total() + (0.5 if focus[place.country] else 0.0)
    if place.admin1 and place.admin1 in units and place.id != place.admin1:
        score += 0.5
    if any(point.id != place.id and kilometres(point, place) < NEAR_KM for point in points):
        score += 0.5
    return score


def kilometres(a: Place, b: Place) -> float:
    """The distance of two places on a flat map, well enough for what is near."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    return 111.2 * hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2)))
