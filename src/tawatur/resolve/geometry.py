"""Points and circles for places that are told by their relation to others.

Directions are those of an eight-point compass, so that a place «70 كم غرب الرمادي» lies within an
eighth of a turn: at a distance d its side-ways uncertainty is d times the tangent of 22.5 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, hypot, radians, sin, sqrt, tan
from typing import Final

from tawatur.model.place import Place

EARTH_KM: Final = 6371.0
DEGREE_KM: Final = 111.2
AROUND_KM: Final = 10.0  # how far from a town «قرب» and «شمال» reach beyond its own radius
DISTRICT_KM: Final = 25.0  # assumed of such a unit, whose own extent is not known
HALF_SECTOR: Final = tan(radians(22.5))
OF_A_ROAD: Final = 0.5  # of the distance of two places: what lies between them
PART: Final = 0.5  # how far from the middle of a unit, of its half height or width, a side lies

Extent = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Circle:
    """A point with the radius in km within which something lies, and its precision (1 to 3)."""

    lat: float
    lon: float
    radius_km: float
    precision: int


def of(place: Place) -> Circle | None:
    """The circle of a place of the gazetteer, where it has a point."""
    if place.lat is None or place.lon is None:
        return None
    return Circle(place.lat, place.lon, place.radius_km or 0.0, place.precision)


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point so many kilometres from another, on the sphere for short ways.

    >>> moved(33.43, 43.30, 270, 70)
    (33.43, 42.5457)
    """
    angle = radians(bearing)
    south_north = km * cos(angle) / DEGREE_KM
    west_east = km * sin(angle) / (DEGREE_KM * max(0.01, cos(radians(lat))))
    return round(lat + south_north, 4), round(lon + west_east, 4)


def offset(place: Place, bearing: float | None, km: float) -> Circle | None:
    """So many kilometres from a place, in a direction where one is told."""
    centre = of(place)
    if centre is None:
        return None
    if bearing is None:
        return Circle(centre.lat, centre.lon, round(centre.radius_km + km, 1), 2)
    lat, lon = moved(centre.lat, centre.lon, bearing, km)
    return Circle(lat, lon, round(max(centre.radius_km, km * HALF_SECTOR), 1), 2)


def near(place: Place) -> Circle | None:
    """Around a place: its own point with a wider radius."""
    centre = of(place)
    if centre is None:
        return None
    wider = centre.radius_km + AROUND_KM
    return Circle(centre.lat, centre.lon, wider, max(2, centre.precision))


def district(place: Place) -> Circle | None:
    """The unit that is called after a town, where the gazetteer has the town alone."""
    centre = of(place)
    if centre is None or place.kind not in _TOWNS:
        return None
    return Circle(centre.lat, centre.lon, max(centre.radius_km, DISTRICT_KM), 2)


_TOWNS: Final = frozenset(["city", "town"])


def side(place: Place, bearing: float) -> Circle | None:
    """The side of a unit or country that lies in a direction; of a town, its outskirts there."""
    if place.extent is not None:
        return part(place.extent, bearing)
    centre = of(place)
    if centre is None:
        return None
    way = centre.radius_km + AROUND_KM / 2
    if centre.precision == 3:
        way = centre.radius_km / 2
    lat, lon = moved(centre.lat, centre.lon, bearing, way)
    radius = centre.radius_km + AROUND_KM if centre.precision < 3 else centre.radius_km
    return Circle(lat, lon, round(radius, 1), max(2, centre.precision))


def part(extent: Extent, bearing: float) -> Circle:
    """The side of a box that lies in a direction: the middle of that half or quarter."""
    south, west, north, east = extent
    height, width = (north - south) / 2, (east - west) / 2
    angle = radians(bearing)
    lat = (south + north) / 2 + height * PART * cos(angle)
    lon = (west + east) / 2 + width * PART * sin(angle)
    reach = hypot(height, width * cos(radians(lat))) * PART * DEGREE_KM
    return Circle(round(lat, 2), round(lon, 2), round(reach, 0), 3)


def between(one: Place, two: Place) -> Circle | None:
    """The middle of the way from one place to another."""
    a, b = of(one), of(two)
    if a is None or b is None:
        return None
    lat, lon = (a.lat + b.lat) / 2, (a.lon + b.lon) / 2
    reach = max(AROUND_KM, kilometres(a.lat, a.lon, b.lat, b.lon) * OF_A_ROAD)
    return Circle(round(lat, 4), round(lon, 4), round(reach, 1), 2 if reach <= 100 else 3)


def border(one: Extent, two: Extent) -> Circle | None:
    """Where two neighbours' boxes overlap: their border lies in it. ``None`` where they do not."""
    south, west = max(one[0], two[0]), max(one[1], two[1])
    north, east = min(one[2], two[2]), min(one[3], two[3])
    if south > north or west > east:
        return None
    lat, lon = (south + north) / 2, (west + east) / 2
    reach = hypot(north - south, (east - west) * cos(radians(lat))) * DEGREE_KM / 2
    return Circle(round(lat, 2), round(lon, 2), max(AROUND_KM, round(reach, 0)), 3)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on the sphere.

    >>> round(kilometres(33.34, 44.40, 36.19, 44.01))
    319
    """
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def compass(bearing: float) -> str:
    """The English word of a bearing on an eight-point compass.

    >>> compass(270), compass(44)
    ('west', 'northeast')
    """
    return _POINTS[round(bearing / 45) % 8]


_POINTS: Final = (
    "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest",
)  # fmt: skip
