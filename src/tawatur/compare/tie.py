"""What ties a claim to others that speak of the same subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.compare.account import Bench
from tawatur.model.claim import Analysis
from tawatur.model.mention import Name


@dataclass(frozen=True, slots=True)
class Tie:
    """A claim as one that speaks of something: the keys that tie it to others of its kind.

    ``about`` is the activity or the sort of thing; a claim that names two has two ties.
    """

    claim: str
    kind: str
    about: str
    keys: tuple[str, ...]


def is_body(entity: str, ready: Bench) -> bool:
    """Whether it is an organisation: whole countries take part in everything."""
    known = ready.people.known.get(entity)
    if known is None:
        return True
    return known.kind == "organisation" and not ready.people.is_country(entity)


def known_body(entity: str, ready: Bench) -> bool:
    """Whether it is known to be an organisation, and no whole country."""
    known = ready.people.known.get(entity)
    return known is not None and is_body(entity, ready)


def names_between(analysis: Analysis, low: int, high: int) -> Sequence[Name]:
    """The names of a text that begin in a range, in its order."""

    def start(name: Name) -> int:
        return name.span.start

    names = analysis.names
    return names[bisect_left(names, low, key=start) : bisect_left(names, high, key=start)]
