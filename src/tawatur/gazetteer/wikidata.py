"""Places from a table that a query of Wikidata gives, or that a user writes alike.

Columns by name: ``qid``, ``label_ar``, ``label_en``, ``lat``, ``lon``, ``country`` are needed;
``kind``, ``admin1``, ``population``, ``radius_km`` and ``alt_ar`` (names with `` | `` between) are
optional. ``item`` (an address that ends in the QID) may stand for ``qid``, and ``coord`` (WKT:
``Point(longitude latitude)``) for ``lat`` and ``lon``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from typing import Final

from tawatur.gazetteer.geonames import Fault
from tawatur.gazetteer.row import EXTENT, Row, arabic_names

_QID: Final = re.compile(r"(?:.*/)?(Q[1-9]\d*)")
_POINT: Final = re.compile(r"\s*Point\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*", re.IGNORECASE)
_COUNTRY: Final = re.compile("[A-Z]{2}")


def places(lines: Iterable[str], fault: Fault) -> list[Row]:
    """The places of a table; every row that cannot be read is a fault with its line."""
    reader = csv.DictReader(lines)
    found = []
    try:
        for record in reader:
            try:
                found.append(_row({k: v.strip() for k, v in record.items() if k and v}))
            except ValueError as error:
                fault(reader.line_num, str(error))
    except csv.Error as error:
        fault(reader.line_num, str(error))
    return found


def _row(record: Mapping[str, str]) -> Row:
    qid = _QID.fullmatch(record.get("qid") or record.get("item") or "")
    if qid is None:
        raise ValueError(f"no QID: {record.get('qid') or record.get('item') or ''!r}")
    names = arabic_names([record.get("label_ar", ""), *record.get("alt_ar", "").split("|")])
    if not names:
        raise ValueError("no name in Arabic in label_ar")
    country = record.get("country", "")
    if not _COUNTRY.fullmatch(country):
        raise ValueError(f"country is no ISO 3166 code of two letters: {country!r}")
    kind = record.get("kind", "town")
    if kind not in EXTENT:
        raise ValueError(f"kind {kind!r}: one of {', '.join(sorted(EXTENT))} is needed")
    lat, lon = _point(record)
    precision, radius = EXTENT[kind]
    return Row(
        f"wd:{qid[1]}", kind, country, record.get("admin1", ""), lat, lon, precision,
        float(record.get("radius_km") or radius), int(record.get("population") or 0),
        record.get("label_en", ""), f"wikidata:{qid[1]}", names,
    )  # fmt: skip


def _point(record: Mapping[str, str]) -> tuple[float, float]:
    if record.get("coord"):
        match = _POINT.fullmatch(record["coord"])
        if match is None:
            raise ValueError(f"coord: Point(longitude latitude) is needed: {record['coord']!r}")
        lon, lat = float(match[1]), float(match[2])
    else:
        lat, lon = float(record.get("lat") or "nan"), float(record.get("lon") or "nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"no place on earth: {lat}, {lon}")
    return lat, lon
