"""A place on its way into a gazetteer file, and what its kind says about precision and radius."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import Final

from tawatur.text.fold import folded

# What a point of each kind says: (precision, radius in km). 0 country or larger, 1 the place
# itself, 2 a district, 3 a governorate, range, desert or region that the point only represents.
EXTENT: Final[Mapping[str, tuple[int, float]]] = {
    "city": (1, 10.0), "town": (1, 8.0), "village": (1, 5.0), "quarter": (1, 3.0),
    "camp": (1, 4.0), "base": (1, 5.0), "airport": (1, 4.0), "crossing": (1, 5.0),
    "site": (1, 3.0), "port": (1, 4.0), "oilfield": (1, 10.0), "dam": (1, 5.0),
    "prison": (1, 2.0), "district": (2, 20.0), "island": (2, 20.0), "lake": (3, 30.0),
    "water": (3, 60.0), "mountain": (3, 25.0), "desert": (3, 80.0), "region": (3, 60.0),
    "admin1": (3, 60.0), "country": (0, 0.0), "continent": (0, 0.0),
}  # fmt: skip
TOWNS: Final = frozenset(["city", "town", "village", "district", "quarter", "camp"])
# A name in Arabic letters only: words of Persian and Kurdish spelling are first turned by ``bare``.
ARABIC: Final = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
_MARKS: Final = re.compile("[\u064b-\u0652\u0640\u200c-\u200f]")
SHORTEST: Final = 3


@dataclass(slots=True)
class Row:
    """A place with all its names, the first of which is shown.

    ``flags``: ``o`` the name is first of all another word, ``k`` of our own table, ``c`` a country
    whose name counts only beside a word that shows a place, ``m`` too small to be meant without a
    type word or its parent beside it. ``code`` is the unit's own code at GeoNames («IQ.08»).
    """

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
    reference: str = ""
    code: str = ""


def bare(name: str) -> str:
    """A name without vowel marks, with Arabic forms of letters that Persian writes otherwise."""
    name = _MARKS.sub("", name).strip()
    for persian, arabic in (("\u06cc", "\u064a"), ("\u06a9", "\u0643"), ("\u06c0", "\u0629")):
        name = name.replace(persian, arabic)
    return name


def arabic_names(names: Iterable[str]) -> list[str]:
    """Those of some names that are written in Arabic letters, each spelling once."""
    plain = (bare(name) for name in names)
    return distinct(name for name in plain if len(name) >= SHORTEST and ARABIC.fullmatch(name))


def distinct(names: Iterable[str]) -> list[str]:
    """The names that differ after folding, in order."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(folded(name), name)
    return list(found.values())


def preferred(names: Iterable[str], official: frozenset[str]) -> list[str]:
    """Alternate names of a town, the one to show first: GeoNames does not say which that is.

    What stands in another script's spelling (Uyghur begins with a hamza on yaa) or is torn apart
    («د مشق») is no name in Arabic. First comes the name of the unit around it, else the shortest,
    but the one with the article where both are listed («موصل», «الموصل»).
    """
    names = list(names)
    sound = [
        name
        for name in names
        if not name.startswith("\u0626") and all(len(word) > 1 for word in name.split())
    ]
    listed = {folded(name) for name in names}
    article = folded("\u0627\u0644")

    def rank(name: str) -> tuple[bool, bool, int, str]:
        plain = folded(name)
        both = plain.startswith(article) and plain[len(article) :] in listed
        return (plain not in official, not both, len(name), name)

    return sorted(sound or names, key=rank)


def kilometres(a: Row, b: Row) -> float:
    """The distance of two near places on a flat map, well enough for joining."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    return 111.2 * hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians(a.lat)))
