"""What ties a claim to others that speak of the same subject."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.compare.account import Bench


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
