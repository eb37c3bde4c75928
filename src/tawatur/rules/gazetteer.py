"""The places of the gazetteer, and the entries by which the lexicon finds their names.

A gazetteer is a read-only SQLite file: the one that comes with tawatur, and those of the user
beside it. A report names few of its many places, so that nothing but the first words of the names
is held in memory; the names behind a word are looked up when a text has that word.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from weakref import finalize

from tawatur.errors import GazetteerError
from tawatur.model.place import Place
from tawatur.rules.lexicon import Entry
from tawatur.rules.load import text_of

KIND: Final = "place"
MINOR: Final = "place-minor"
FORMAT: Final = 1  # of the file: rises when a column changes its meaning
_COLUMNS: Final = (
    "id, kind, country, admin1, lat, lon, precision, radius_km, population, flags, name, name_en,"
    " source, south, west, north, east"
)


@dataclass(frozen=True, slots=True)
class Bearers:
    """All places of one name, and what is true of any of them.

    ``only`` is their country where they are all of one, ``units`` those of first-level units.
    """

    places: tuple[Place, ...]
    only: str | None
    countries: frozenset[str]
    units: frozenset[str]
    ordinary: bool
    double: bool
    curated: bool
    population: int


class Gazetteer(Mapping[str, Place]):
    """Places by id, from the file that comes with tawatur and those of the user.

    >>> gazetteer = Gazetteer()
    >>> [entry] = [one for one in gazetteer.beginning("هيت") if one.form == "هيت"]
    >>> place = gazetteer[entry["ids"]]
    >>> place.name_en, place.country, place.admin1, place.ordinary
    ('Hit', 'IQ', 'IQ-AN', True)
    """

    def __init__(self, own: Sequence[Path] = ()) -> None:
        with ExitStack() as opened:
            self._files = [opened.enter_context(closing(_opened(path))) for path in (None, *own)]
            finalize(self, opened.pop_all().close)
        self.firsts = frozenset(
            word for file in self._files for word in _about(file, "firsts").split("\n")
        )
        self._made: dict[str, Place | None] = {}
        self._several: dict[str, Bearers] = {}
        self._ids: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, key: str) -> Place:
        if key not in self._made:
            self._made[key] = self._found(key)
        place = self._made[key]
        if place is None:
            raise KeyError(key)
        return place

    def __iter__(self) -> Iterator[str]:
        seen: set[str] = set()
        for file in self._files:
            for (key,) in file.execute("SELECT id FROM place ORDER BY id"):
                if key not in seen:
                    seen.add(key)
                    yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def several(self, ids: str) -> Bearers:
        """The places of ids written as an entry has them, with spaces between."""
        found = self._several.get(ids)
        if found is None:
            found = self._several[ids] = _bearers(tuple(self[key] for key in ids.split()))
        return found

    def ids(self, form: str) -> tuple[str, ...]:
        """The ids of all places that bear a folded name."""
        found = self._ids.get(form)
        if found is None:
            same: dict[str, list[str]] = {}
            if form.partition(" ")[0] in self.firsts:
                self._collect(same, "form", form)
            found = self._ids[form] = tuple(same.get(form, ()))
        return found

    def beginning(self, first: str) -> tuple[Entry, ...]:
        """One entry for each name that begins with a folded word.

        Its ``ids`` are those of all places that bear the name; its kind is ``place``, or
        ``place-minor`` where all of them are too small to be meant without a further word.
        """
        if first not in self.firsts:
            return ()
        same: dict[str, list[str]] = {}
        self._collect(same, "first", first)
        return tuple(
            Entry(MINOR if all(self[key].minor for key in ids) else KIND, form,
                  {"ids": " ".join(ids)})
            for form, ids in same.items()
        )  # fmt: skip

    def unit_codes(self) -> dict[str, str]:
        """ISO codes of first-level units by the codes that GeoNames gives them («IQ.01»)."""
        return {
            code: key
            for file in self._files
            for key, code in file.execute("SELECT id, code FROM place WHERE code <> ''")
        }

    def _collect(self, same: dict[str, list[str]], column: str, word: str) -> None:
        """Adds the ids of names; a place that an earlier file has under another id counts once."""
        first = word.partition(" ")[0]
        for number, file in enumerate(self._files):
            query = "SELECT form, place FROM name WHERE first = ?"
            if column == "form":
                found = file.execute(f"{query} AND form = ? ORDER BY form, number", (first, word))
            else:
                found = file.execute(f"{query} ORDER BY form, number", (first,))
            for form, key in found:
                known = self._known(key) if number else key
                ids = same.setdefault(form, [])
                if known not in ids:
                    ids.append(known)

    def _known(self, key: str) -> str:
        """The id of our own table for a place of a user's file that comes from the same record."""
        prefix, _, number = key.partition(":")
        if prefix != "gn":
            return key
        row = self._files[0].execute(
            "SELECT id FROM place WHERE source = ?", (f"geonames:{number}",)
        ).fetchone()  # fmt: skip
        return row[0] if row else key

    def _found(self, key: str) -> Place | None:
        for file in self._files:
            row = file.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (key,)).fetchone()  # noqa: S608
            if row is not None:
                return _place(row)
        return None


def _bearers(places: tuple[Place, ...]) -> Bearers:
    countries = frozenset(place.country for place in places)
    return Bearers(
        places=places,
        only=next(iter(countries)) if len(countries) == 1 else None,
        countries=countries,
        units=frozenset(place.country for place in places if place.kind == "admin1"),
        ordinary=any(place.ordinary for place in places),
        double=any(place.double for place in places),
        curated=any(place.curated for place in places),
        population=max((place.population for place in places), default=0),
    )


def spelling() -> str:
    """What the folded names of a file depend on: it must have been built with the same table."""
    return hashlib.sha256(text_of("fold.tsv").encode()).hexdigest()[:16]


def _opened(path: Path | None) -> sqlite3.Connection:
    """A file, read-only and never locked; ``None`` is the one that comes with tawatur."""
    own = files("tawatur").joinpath("gazetteer", "places.sqlite") if path is None else path
    with ExitStack() as opened:
        try:
            if isinstance(own, Path):
                address = f"{own.absolute().as_uri()}?mode=ro&immutable=1"
                file = sqlite3.connect(address, uri=True, check_same_thread=False)
                opened.callback(file.close)
            else:  # inside an archive
                file = sqlite3.connect(":memory:", check_same_thread=False)
                opened.callback(file.close)
                file.deserialize(own.read_bytes())
            _check(file, str(path or own))
        except (sqlite3.Error, TypeError) as error:
            raise GazetteerError(
                f"{path or own}: no gazetteer ({error}); make one with: tawatur gazetteer build"
            ) from None
        opened.pop_all()
    return file


def _check(file: sqlite3.Connection, name: str) -> None:
    made = {key: _about(file, key) for key in ("format", "spelling")}
    if made != {"format": str(FORMAT), "spelling": spelling()}:
        raise GazetteerError(
            f"{name}: built by another version of tawatur; build it again with: tawatur gazetteer"
            " build"
        )


def _about(file: sqlite3.Connection, key: str) -> str:
    return str(file.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()[0])


def _place(row: tuple[Any, ...]) -> Place:
    key, kind, country, admin1, lat, lon, precision, radius, population, flags = row[:10]
    return Place(
        id=key,
        kind=kind,
        country=country,
        admin1=admin1,
        lat=lat,
        lon=lon,
        precision=precision,
        radius_km=radius,
        population=population,
        name=row[10],
        name_en=row[11],
        source=row[12],
        ordinary="o" in flags,
        double="w" in flags,
        curated="k" in flags,
        context="c" in flags,
        minor="m" in flags,
        extent=None if row[13] is None else row[13:17],
    )
