"""The unit table: what can be counted, and what a noun at a token counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawatur.rules.load import text_of
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
    lines = [line for line in text_of("noun_unit.tsv").split("\n") if line and line[0] != "#"]
    for line in lines[1:]:
        name, kind, role, population, lemma, _ = line.split("\t")
        found.setdefault(lemma, Unit(name, kind, role or None, population or None))
    return found
