"""Writes a gazetteer file: the same places give the same bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tawatur.errors import GazetteerError
from tawatur.gazetteer.row import Row
from tawatur.rules.gazetteer import FORMAT, spelling
from tawatur.text.fold import folded
from tawatur.text.words import TOKEN

_SCHEMA: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE place (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
  lat REAL, lon REAL, precision INTEGER NOT NULL, radius_km REAL, population INTEGER NOT NULL,
  flags TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL, source TEXT NOT NULL,
  reference TEXT NOT NULL, code TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE name (
  first TEXT NOT NULL, form TEXT NOT NULL, number INTEGER NOT NULL, place TEXT NOT NULL,
  PRIMARY KEY (first, form, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_source ON place (source);
"""
# The header names the version of SQLite that wrote a file, and nothing reads that: without it the
# bytes are the same with every version (https://www.sqlite.org/fileformat2.html, 1.3.15).
_WRITER_VERSION: Final = slice(96, 100)


def write(rows: Sequence[Row], target: Path) -> None:
    """Writes the rows, which keep their order among places of one name, in place of any old file."""
    fresh = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        connection = sqlite3.connect(fresh, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA page_size = 4096")
            connection.executescript(f"BEGIN;{_SCHEMA}")
            _fill(connection, rows)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        finally:
            connection.close()
        data = bytearray(fresh.read_bytes())
        data[_WRITER_VERSION] = bytes(4)
        fresh.write_bytes(data)
        fresh.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise GazetteerError(f"{target}: {error}") from None


def _fill(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    places: dict[str, Row] = {}
    names: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        if row.id in places:
            continue
        places[row.id] = row
        for name in row.names:
            form = folded(name)
            first = TOKEN.findall(form)[0]
            names.setdefault((first, form), {})[row.id] = None
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_cells(places[key]) for key in sorted(places)),
    )
    connection.executemany(
        "INSERT INTO name VALUES (?, ?, ?, ?)",
        (
            (first, form, number, place)
            for (first, form), keys in sorted(names.items())
            for number, place in enumerate(keys)
        ),
    )
    about = {
        "format": str(FORMAT),
        "spelling": spelling(),
        "firsts": "\n".join(sorted({first for first, _ in names})),
    }
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))


def _cells(row: Row) -> tuple[str | int | float | None, ...]:
    lat = None if row.lat is None else round(float(row.lat), 4)
    lon = None if row.lon is None else round(float(row.lon), 4)
    return (
        row.id, row.kind, row.country, row.admin1, lat, lon, row.precision, row.radius_km,
        row.population, "".join(sorted(row.flags)), row.names[0], row.name_en, row.source,
        row.reference, row.code,
    )  # fmt: skip
