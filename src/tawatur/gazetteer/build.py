"""Builds a gazetteer: reads its sources, joins what is one place, writes one SQLite file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from tawatur.gazetteer import packages, sources, tables
from tawatur.gazetteer.row import TOWNS, Row, distinct, kilometres, preferred
from tawatur.gazetteer.write import write
from tawatur.rules.gazetteer import Gazetteer
from tawatur.text.fold import folded

SAME_PLACE_KM: Final = 15.0
LARGE: Final = 200_000  # inhabitants
LATIN: Final = re.compile("[A-Z][a-z]{4,}|[A-Z][a-z]+(?:[ -][A-Za-z]+)+")
_AIRPORT: Final = "airport"


def build(
    paths: Sequence[Path], target: Path, *, shipped: bool, advance: sources.Advance
) -> sources.Material:
    """Writes the gazetteer of some files; what was read, with the faults of single lines.

    ``shipped`` adds our own tables and makes the file that comes with tawatur. Any other file is
    used beside that one and holds no more than its sources.
    """
    codes = {} if shipped else Gazetteer().unit_codes()
    material = sources.read(list(paths), codes, advance)
    rows = _shipped(material) if shipped else [*material.units, *material.towns, *material.others]
    if not shipped:
        for row in material.towns:
            if packages.is_small(row):
                row.flags.add("m")
    official = frozenset(folded(unit.names[0]) for unit in material.units)
    for row in material.towns:
        row.names = preferred(row.names, official)[: packages.MOST_NAMES]
    if shipped:
        _spelled(rows)
    for row in rows:
        if (
            not row.admin1
            and row.lat is not None
            and row.lon is not None
            and row.precision in {1, 2}
        ):
            row.admin1 = packages.unit_at(material.outlines, row.country, row.lat, row.lon)
    write(_named(rows), target)
    return material


def _shipped(material: sources.Material) -> list[Row]:
    """Our tables first, then the sources without what is in them."""
    own = list(tables.countries())
    known = {row.id for row in own}
    if material.territories is not None:
        own.extend(packages.countries(material.territories, known))
    packages.surrounded(own, material.units)
    curated = list(tables.curated())
    kept = {(row.country, folded(name)) for row in curated for name in row.names
            if row.kind in {"admin1", "region"}}  # fmt: skip
    units = [u for u in material.units if (u.country, folded(u.names[0])) not in kept]
    towns = _joined(curated, material.towns)
    for town in towns:
        if packages.is_small(town):
            town.flags.add("m")
    airports = _apart(material.others, curated)
    return [*own, *curated, *units, *towns, *airports]


def _spelled(rows: Iterable[Row]) -> None:
    """Adds our further spellings to the places of the public sets, before their own; takes away
    those that are no names of theirs.
    """
    further = tables.aliases()
    for row in rows:
        told = further.get(row.id, ())
        wrong = {folded(name[1:]) for name in told if name.startswith("-")}
        own = [name for name in row.names if folded(name) not in wrong]
        row.names = [*(name for name in told if not name.startswith("-")), *own]


def _joined(curated: Sequence[Row], towns: Sequence[Row]) -> list[Row]:
    """The towns that are not curated; curated ones take over the data of their GeoNames record."""
    by_name: dict[str, list[Row]] = {}
    for town in towns:
        for name in town.names:
            by_name.setdefault(folded(name), []).append(town)
    taken: set[str] = set()
    for row in curated:
        if row.kind not in TOWNS or row.lat is None:
            continue
        same = [
            town
            for name in row.names
            for town in by_name.get(folded(name), ())
            if town.country == row.country and kilometres(town, row) <= SAME_PLACE_KM
        ]
        if not same:
            row.source = "editor" if row.source == "geonames" else row.source
            continue
        best = max(same, key=lambda town: town.population)
        taken.update(town.id for town in same if kilometres(town, best) <= SAME_PLACE_KM / 3)
        row.population = best.population
        row.admin1 = row.admin1 or best.admin1
        if row.source == "geonames":
            row.lat, row.lon, row.source = best.lat, best.lon, best.source
    return [town for town in towns if town.id not in taken and packages.is_wanted(town)]


def _apart(rows: Iterable[Row], curated: Sequence[Row]) -> list[Row]:
    """Rows that are none of our own airports and bases; an airport is called after its city."""
    fields = [row for row in curated if row.kind in {_AIRPORT, "base"}]
    head, international = tables.airport_words()
    found = []
    for row in rows:
        if row.kind == _AIRPORT and len(row.names) == 1:
            city = row.names[0]
            row.names = [f"{head} {city} {international}", f"{head} {city}"]
        if not any(kilometres(row, other) <= SAME_PLACE_KM / 3 for other in fields):
            found.append(row)
    return found


def _is_written_in_latin(row: Row) -> bool:
    """Whether reports in Arabic may write a name in Latin letters: large cities of the region."""
    large = row.kind in {"city", "admin1"} and (row.population >= LARGE or "k" in row.flags)
    return large and row.country in packages.REGION and LATIN.fullmatch(row.name_en) is not None


def _named(rows: Iterable[Row]) -> list[Row]:
    """The rows that have a name left, those flagged whose name is first of all another word."""
    ordinary, double, never = tables.ordinary(), tables.double(), tables.never()
    kept = []
    for row in rows:
        row.names = [name for name in distinct(row.names) if folded(name) not in never]
        if any(folded(name) in ordinary for name in row.names):
            row.flags.add("o")
        if any(folded(name) in double for name in row.names):
            row.flags.add("w")
        if row.names and _is_written_in_latin(row):
            row.names.append(row.name_en)
        if row.names:
            row.name_en = re.sub(r"\s+", " ", row.name_en).strip()
            kept.append(row)
    return kept
