"""The places of the gazetteer, and the entries by which the lexicon finds their names."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from importlib.resources import files

from tawatur.errors import LanguageDataError
from tawatur.model.place import Place
from tawatur.rules.lexicon import Entry
from tawatur.text.fold import folded

KIND = "place"
_COLUMNS = 13
_FORM_BREAK = "|"


class Gazetteer(Mapping[str, Place]):
    """Places by id. A report names few of them, so each is made when it is first asked for.

    >>> header = "id kind country admin1 lat lon precision radius_km population flags name_en"
    >>> row = "gn:1 town IQ IQ-AN 33.6 42.8 1 8 66000 o Hit geonames:1 هيت"
    >>> gazetteer = Gazetteer(chr(10).join([header + " source name", row]).replace(" ", chr(9)))
    >>> entry, = gazetteer.entries()
    >>> entry.form, gazetteer[entry["ids"]].lat, gazetteer[entry["ids"]].ordinary
    ('هيت', 33.6, True)
    """

    def __init__(self, text: str | None = None) -> None:
        lines = (_packed() if text is None else text).split("\n")
        self._rows = {line.partition("\t")[0]: line for line in lines[1:] if line}
        faults = [
            f"places.tsv: {key}: {line.count(chr(9)) + 1} cells, {_COLUMNS} expected"
            for key, line in self._rows.items()
            if line.count("\t") != _COLUMNS - 1
        ]
        if faults:
            raise LanguageDataError(faults)
        self._made: dict[str, Place] = {}
        self._several: dict[str, tuple[Place, ...]] = {}
        self._ids = self._by_name()

    def __getitem__(self, key: str) -> Place:
        place = self._made.get(key)
        if place is None:
            place = self._made[key] = _place(self._rows[key].split("\t"))
        return place

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def several(self, ids: str) -> tuple[Place, ...]:
        """The places of ids written as an entry has them, with spaces between."""
        found = self._several.get(ids)
        if found is None:
            found = self._several[ids] = tuple(self[key] for key in ids.split())
        return found

    def ids(self, form: str) -> tuple[str, ...]:
        """The ids of all places that bear a folded name."""
        return self._ids.get(form, ())

    def entries(self) -> tuple[Entry, ...]:
        """One entry of kind ``place`` a name, with the ids of all places that bear it."""
        return tuple(Entry(KIND, form, {"ids": " ".join(ids)}) for form, ids in self._ids.items())

    def _by_name(self) -> dict[str, tuple[str, ...]]:
        ids: dict[str, list[str]] = {}
        for key, line in self._rows.items():
            for name in line.rpartition("\t")[2].split(_FORM_BREAK):
                same = ids.setdefault(name, [])
                if key not in same:
                    same.append(key)
        together: dict[str, list[str]] = {}
        for name, keys in ids.items():
            together.setdefault(folded(name), []).extend(keys)
        return {form: tuple(dict.fromkeys(keys)) for form, keys in together.items()}


def _packed() -> str:
    data = files("tawatur").joinpath("gazetteer", "places.tsv.gz").read_bytes()
    return gzip.decompress(data).decode()


def _place(cells: list[str]) -> Place:
    return Place(
        id=cells[0],
        kind=cells[1],
        country=cells[2],
        admin1=cells[3],
        lat=float(cells[4]) if cells[4] else None,
        lon=float(cells[5]) if cells[5] else None,
        precision=int(cells[6]),
        radius_km=float(cells[7]) if cells[7] else None,
        population=int(cells[8]),
        name=cells[12].split(_FORM_BREAK)[0],
        name_en=cells[10],
        source=cells[11],
        ordinary="o" in cells[9],
        curated="k" in cells[9],
        context="c" in cells[9],
    )
