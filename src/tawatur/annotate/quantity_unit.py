"""The unit table: what can be counted, and what a noun at a token counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawatur.rules.load import rows
from tawatur.text.morphology import Reading


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: an English singular, its class, and what the noun itself says."""

    name: str
    kind: str
    role: str | None = None
    population: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun at a token, with its reading."""

    unit: Unit
    reading: Reading


@cache
def units() -> Mapping[str, Unit]:
    """The unit table by lemma."""
    found: dict[str, Unit] = {}
    for name, kind, role, population, lemma, _ in rows("noun_unit.tsv"):
        found.setdefault(lemma, Unit(name, kind, role or None, population or None))
    return found
