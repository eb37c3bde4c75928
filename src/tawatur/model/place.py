"""A place of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name can lie. ``lat`` and ``lon`` are absent where a point would say nothing.

    ``precision`` is 0 for a country or larger, 1 for a point, 2 for a district, 3 for a
    governorate, range, desert or region, whose point only represents it. ``ordinary`` says that
    the name is first of all another word, ``curated`` that the entry is of our own table,
    ``context`` that the name of a country counts only where a word shows a place, ``minor`` that
    the place is too small to be meant without a type word or its parent beside it.
    """

    id: str
    kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    precision: int
    radius_km: float | None
    population: int
    name: str
    name_en: str
    source: str
    ordinary: bool = False
    curated: bool = False
    context: bool = False
    minor: bool = False
