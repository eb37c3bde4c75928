"""GeoNames as its users have it: country files, alternate names, codes of first-level units.

The formats are those of https://download.geonames.org/export/dump/readme.txt: 19 columns for
places, at least 4 for names of ``alternateNamesV2``, 4 for ``admin1CodesASCII``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tawatur.gazetteer.row import EXTENT, Row, arabic_names

COLUMNS: Final = 19
BIG: Final = 100_000  # inhabitants of a city; what is smaller is a town
SMALL: Final = 5_000  # inhabitants below which a town needs a word beside it to be meant
# Feature codes (https://www.geonames.org/export/codes.html) by kind; towns go by class P.
_CODES: Final[Mapping[str, str]] = {
    "AIRP": "airport", "AIRF": "airport", "AIRB": "base", "MILB": "base", "NVB": "base",
    "MT": "mountain", "MTS": "mountain", "PK": "mountain", "RDGE": "mountain", "HLL": "mountain",
    "HLLS": "mountain", "PLAT": "region", "DSRT": "desert", "WAD": "desert", "VAL": "desert",
    "CMP": "camp", "CMPRF": "camp", "OILF": "oilfield", "GASF": "oilfield", "DAM": "dam",
    "LK": "lake", "RSV": "lake", "LKS": "lake", "STM": "water", "STRT": "water", "GULF": "water",
    "BAY": "water", "PRT": "port", "HBR": "port", "PRN": "prison", "ISL": "island",
    "ISLS": "island", "RGN": "region", "AREA": "region", "PSTB": "crossing", "REFN": "site",
    "ADM1": "admin1", "ADM2": "district", "ADM3": "district", "ADM4": "district",
}  # fmt: skip
_LANGUAGES: Final = frozenset(["ar", "arz", "ary", "apc", "acm", ""])

Fault = Callable[[int, str], None]
Lines = Iterable[tuple[int, str]]
Names = dict[int, list[str]]  # by GeoNames id, preferred ones first


def places(lines: Lines, units: Mapping[str, str], names: Names, fault: Fault) -> list[Row]:
    """The places of a country file that have a name in Arabic, here or in the alternate names."""
    found = []
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            fault(number, f"{len(cells)} cells, {COLUMNS} expected")
            continue
        kind = _kind(cells)
        if kind is None:
            continue
        try:
            key, lat, lon = int(cells[0]), float(cells[4]), float(cells[5])
            population = int(cells[14] or 0)
        except ValueError as error:
            fault(number, str(error))
            continue
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            fault(number, f"no place on earth: {lat}, {lon}")
            continue
        forms = arabic_names([*names.get(key, ()), *cells[3].split(","), cells[1]])
        if forms:
            precision, radius = EXTENT[kind]
            unit = units.get(f"{cells[8]}.{cells[10]}", "")
            small = kind in {"town", "village"} and population < SMALL
            found.append(
                Row(f"gn:{key}", kind, cells[8], unit, lat, lon, precision, radius, population,
                    cells[2] or cells[1], f"geonames:{key}", forms, {"m"} if small else set())
            )  # fmt: skip
    return found


def _kind(cells: list[str]) -> str | None:
    """The kind of a feature; historical ones (codes that end in H) are left out."""
    group, code = cells[6], cells[7]
    if group == "P":
        if code in {"PPLH", "PPLQ", "PPLCH", "PPLW"}:
            return None
        if code == "PPLX":
            return "quarter"
        big = cells[14].isdigit() and int(cells[14]) >= BIG
        if big or code in {"PPLC", "PPLA"}:
            return "city"
        return "town" if cells[14].isdigit() and int(cells[14]) >= SMALL else "village"
    return _CODES.get(code)


def alternate_names(lines: Lines, fault: Fault) -> Names:
    """Names in Arabic by GeoNames id; historic ones are left out, preferred ones come first."""
    first: Names = {}
    later: Names = {}
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) < 4:
            fault(number, f"{len(cells)} cells, at least 4 expected")
            continue
        if cells[2] not in _LANGUAGES or not cells[3] or (len(cells) > 7 and cells[7] == "1"):
            continue
        if not cells[1].isdigit():
            fault(number, f"no GeoNames id: {cells[1]!r}")
            continue
        if arabic_names([cells[3]]):
            best = len(cells) > 4 and cells[4] == "1"
            (first if best else later).setdefault(int(cells[1]), []).append(cells[3])
    return {key: first.get(key, []) + later.get(key, []) for key in first.keys() | later.keys()}
