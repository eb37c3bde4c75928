"""The two tables of linking: which types can be one happening, and what speaks for a pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from tawatur.model.claim import Weight
from tawatur.rules.load import rows


@dataclass(frozen=True, slots=True)
class Family:
    """Types that may speak of one happening; ``days`` is how far stated days may lie apart."""

    name: str
    days: int


@dataclass(frozen=True, slots=True)
class Level:
    """One row of the table of weights; ``place`` is its number."""

    feature: str
    level: str
    bits: float
    text: str
    place: int

    def weight(self, value: str = "", other: str = "") -> Weight:
        """The reason with its values written in."""
        return _weight(self, value, other)


@lru_cache(maxsize=1 << 16)
def _weight(level: Level, value: str, other: str) -> Weight:
    """Most pairs of a day, or of a place, give the same reasons: they are made and held once."""
    return Weight(level.feature, level.bits, level.text.format(value=value, other=other))


def family(type_: str) -> Family:
    """The family of an event type.

    >>> family("missile-attack").name, family("unheard-of").name
    ('attack', 'unheard-of')
    """
    return _families().get(type_) or Family(type_, 1)


@cache
def levels() -> Mapping[tuple[str, str], Level]:
    """The weights by feature and level."""
    return MappingProxyType(
        {
            (feature, level): Level(feature, level, float(bits), text, place)
            for place, (feature, level, bits, text) in enumerate(_rows("weights.tsv", 4))
        }
    )


@cache
def _families() -> Mapping[str, Family]:
    return MappingProxyType(
        {type_: Family(name, int(days)) for type_, name, days in _rows("family.tsv", 3)}
    )


def _rows(name: str, width: int) -> list[list[str]]:
    text = files("tawatur.link").joinpath(name).read_text("utf-8")
    return rows(f"link/{name}", text, width=width)
