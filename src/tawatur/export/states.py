"""States and parties in the codes of others."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from tawatur.model.claim import Entity
from tawatur.rules.gazetteer import Gazetteer
from tawatur.rules.load import rows

_OWN: Final[ContextVar[tuple[Path, ...]]] = ContextVar("gazetteers of the user's own", default=())


@dataclass(frozen=True, slots=True)
class State:
    """A state: English name; ISO 3166-1, Gleditsch and Ward, Correlates of War numbers."""

    name: str
    iso: int | None
    gw: int | None
    cow: int | None


def state(code: str | None) -> State | None:
    """The state with an ISO 3166-1 code of two letters.

    >>> state("IQ")
    State(name='Iraq', iso=368, gw=645, cow=645)
    """
    return _states().get(code or "")


def unit(code: str | None) -> str | None:
    """English name of a first-level unit by its ISO 3166-2 code.

    >>> unit("IQ-AN")
    'Al Anbar'
    """
    place = _gazetteer().get(code or "")
    return None if place is None or not code else place.name_en or place.name


def kind_of(entity: Entity) -> str | None:
    """The gazetteer's kind of a place, where it has the place itself."""
    place = _gazetteer().get(entity.id.removeprefix("ent:"))
    return None if place is None else place.kind


def coding() -> Mapping[str, Mapping[str, Any]]:
    """The tables of ``coding.toml``."""
    return _coding()


def is_party(entity: Entity | None, kind: str) -> bool:
    """Whether a body's sector is one of a kind: state, rebel, armed, civilian."""
    return entity is not None and entity.sector in _coding()["sector"][kind]


@cache
def _coding() -> dict[str, Any]:
    return tomllib.loads(files("tawatur.export").joinpath("coding.toml").read_text("utf-8"))


@contextmanager
def with_places(own: Sequence[Path]) -> Iterator[None]:
    """Also the places of a user's own gazetteers, by the codes and kinds that these give them."""
    before = _OWN.set(tuple(own))
    try:
        yield
    finally:
        _OWN.reset(before)


def _gazetteer() -> Gazetteer:
    return _opened(_OWN.get())


@lru_cache(maxsize=4)
def _opened(own: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(own)


@cache
def _states() -> dict[str, State]:
    text = files("tawatur.export").joinpath("state.tsv").read_text("utf-8")
    return {
        code: State(name, *(int(cell) if cell else None for cell in numbers))
        for code, *numbers, name in rows("export/state.tsv", text)
    }
