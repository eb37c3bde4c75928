"""Entities of places: of the gazetteer, near or beside it, and parts and borders of countries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tawatur.model.claim import Entity
from tawatur.model.mention import SAME, Name, NameKind, Relation
from tawatur.model.place import Place
from tawatur.resolve import geometry
from tawatur.resolve.geometry import Circle
from tawatur.resolve.places import Choice
from tawatur.text.fold import folded

PREFIX: Final = "ent:"
NEAR: Final = "place-near-"
NEAR_KM: Final = 15.0
PLACE: Final = NameKind.PLACE.value
_OF_STATE: Final = ("part:", "border:")
ANY: Final = "?"
MOST_CANDIDATES: Final = 8


def hashed(kind: str, words: str) -> str:
    """An id that is the same in every report that writes the name alike."""
    return (
        PREFIX + hashlib.sha256(f"{kind}\n{words}".encode(errors="surrogatepass")).hexdigest()[:16]
    )


@dataclass(frozen=True, slots=True)
class Where:
    """What the places of a report are located with: the gazetteer and the report's own words.

    ``units`` says of names by number in which unit or country they are said to lie, ``state`` is
    the country that the report speaks of.
    """

    places: Mapping[str, Place]
    source: str
    units: Mapping[int, str]
    state: Place | None


def entity(name: Name, choice: Choice, where: Where, number: int) -> Entity:
    """The entity of a name of a place; an unknown one lies where the report says."""
    source, unit = where.source, where.units.get(number)
    said = () if unit is None else (f"inside:{unit}",)
    if unit is None and where.state is not None:
        unit, said = where.state.id, (f"country:{where.state.id}",)
    if name.entry is not None and name.entry.startswith(_OF_STATE):
        told = _of_state(name, where)
        if told is not None:
            return told
    words = name.span.of(source)
    place = choice.place
    if place is None:
        found = choice.candidates[:MOST_CANDIDATES]
        country, admin1 = _agreed(choice.candidates, unit)
        whole = (name.entry or "").removeprefix(SAME) if _repeats(name) else folded(words)
        return Entity(
            hashed("place", whole), name.kind.value, words, country=country, admin1=admin1,
            basis=choice.basis or said, candidates=tuple(PREFIX + one.id for one in found),
        )  # fmt: skip
    if name.rule.startswith(NEAR):
        return Entity(
            id=hashed("place", folded(words)),
            kind=name.kind.value,
            name=words,
            country=place.country or None,
            lat=place.lat,
            lon=place.lon,
            geo_precision=2 if place.precision == 1 else place.precision,
            radius_km=NEAR_KM + (place.radius_km or 0.0) if place.lat is not None else None,
            gazetteer=place.source,
            admin1=place.admin1 or None,
            basis=choice.basis,
        )
    return located(place, name.kind.value, choice)


def _repeats(name: Name) -> bool:
    return name.entry is not None and name.entry.startswith(SAME)


def _agreed(candidates: Sequence[Place], unit: str | None) -> tuple[str | None, str | None]:
    """The country and the unit that all candidates share, or where the report puts the name."""
    countries = {place.country for place in candidates if place.country}
    units = {place.admin1 for place in candidates if place.admin1}
    country = countries.pop() if len(countries) == 1 else None
    admin1 = units.pop() if len(units) == 1 else None
    if unit and not candidates:
        return unit.partition("-")[0], unit if "-" in unit else None
    return country, admin1


def located(place: Place, kind: str, choice: Choice) -> Entity:
    """The entity of a place of the gazetteer."""
    return Entity(
        id=PREFIX + place.id,
        kind=PLACE if place.precision == 0 else kind,
        name=place.name,
        name_en=place.name_en or None,
        country=place.country or None,
        lat=place.lat,
        lon=place.lon,
        geo_precision=place.precision,
        radius_km=place.radius_km,
        gazetteer=place.source,
        admin1=place.admin1 or None,
        basis=choice.basis,
    )


# --- in relation to others -----------------------------------------------------------------------


def related(
    name: Name,
    choice: Choice,
    choices: Sequence[Choice],
    names: Sequence[Name],
    where: Where,
) -> tuple[Relation | None, Entity | None]:
    """A name's relation with its entity, and that entity, where the geometry is known."""
    relation, place = name.relation, choice.place
    if relation is None or place is None:
        return relation, None
    other = None
    if relation.other is not None:
        other = next(
            (c.place for c, n in zip(choices, names, strict=True) if n.entry == relation.other),
            None,
        )
    told = _related(relation, place, other, where)
    if told is None:
        return relation, None
    return replace(relation, entity=told.id), told


def _related(relation: Relation, place: Place, other: Place | None, where: Where) -> Entity | None:
    circle, words_en = _circle(relation, place, other, where.state)
    if circle is None:
        return None
    words = relation.span.of(where.source)
    key = f"{relation.make}:{place.id}:{relation.bearing}:{relation.km}:" + (
        other.id if other is not None else ""
    )
    return Entity(
        id=hashed("relation", key),
        kind=PLACE,
        name=words,
        name_en=words_en,
        aliases=(words,),
        country=place.country if other is None or other.country == place.country else None,
        lat=circle.lat,
        lon=circle.lon,
        geo_precision=circle.precision,
        radius_km=circle.radius_km,
        gazetteer=place.source,
        admin1=place.admin1 or None,
        basis=(relation.rule,),
    )


def _circle(
    relation: Relation, place: Place, other: Place | None, state: Place | None
) -> tuple[Circle | None, str]:
    name, bearing = place.name_en, relation.bearing
    toward = "" if bearing is None else geometry.compass(bearing)
    if relation.make == "offset" and relation.km is not None:
        way = f"{relation.km:g} km {toward} of".replace("  ", " ")
        return geometry.offset(place, bearing, relation.km), f"{way} {name}"
    if relation.make == "side" and bearing is not None:
        return geometry.side(place, bearing), f"{toward} of {name}"
    if relation.make == "between" and other is not None:
        return geometry.between(place, other), f"between {name} and {other.name_en}"
    if relation.make == "border":
        second = other or state
        if second is None or second.id == place.id or not (place.extent and second.extent):
            return None, ""
        return (
            geometry.border(place.extent, second.extent),
            f"border of {name} and {second.name_en}",
        )
    if relation.make == "district":
        return geometry.district(place), f"district of {name}"
    if relation.make == "near" and place.precision in {1, 2}:
        return geometry.near(place), f"near {name}"
    return None, ""


def _of_state(name: Name, where: Where) -> Entity | None:
    """«الجنوب الليبي», «الحدود العراقية السورية»: a part of a country, a border of two."""
    places, state, source = where.places, where.state, where.source
    make, _, rest = (name.entry or "").partition(":")
    code, _, last = rest.partition(":")
    place = state if code == ANY else places.get(code)
    words = name.span.of(source)
    if place is None or place.extent is None:
        return None
    if make == "part":
        bearing = float(last)
        circle: Circle | None = geometry.part(place.extent, bearing)
        key, words_en = f"{place.id}-{geometry.compass(bearing)}", ""
        words_en = f"{geometry.compass(bearing)} of {place.name_en}"
    else:
        other = places.get(last) if last != ANY else state
        if other is None or other.id == place.id or other.extent is None:
            return None
        circle = geometry.border(place.extent, other.extent)
        key = "-".join([*sorted((place.id, other.id)), "border"])
        words_en = f"border of {place.name_en} and {other.name_en}"
    if circle is None:
        return None
    country = place.country if make == "part" else None
    return Entity(
        PREFIX + key, PLACE, words, words_en, country=country, lat=circle.lat, lon=circle.lon,
        geo_precision=circle.precision, radius_km=circle.radius_km, gazetteer=place.source,
        basis=(name.rule,),
    )  # fmt: skip
