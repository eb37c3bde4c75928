"""Whose word a claim is: the first link of its chain, and all that counting sources looks at."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from tawatur.model.claim import Analysis, Claim, Link
from tawatur.model.mention import NameKind
from tawatur.model.text import Span
from tawatur.text.fold import folded

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Origin:
    """The first link of a chain, under a key that equal originators share.

    ``teller`` says that it is an agency or outlet that tells it in its own name; ``speaks_for``
    are the organisations in the title of a person.
    """

    key: tuple[str, ...]
    name: str | None
    entity: str | None
    anonymous: bool
    speaks_for: frozenset[str] = _NOBODY
    teller: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim as one who counts sources looks at it; small, for many are held at once.

    ``day`` is the last on which its report can have appeared, ``word`` its folded trigger,
    ``teller`` its report as an originator.
    """

    claim: str
    document: str
    day: date | None
    type: str
    place: str | None
    trigger: Span
    word: str
    teller: Origin
    origin: Origin

    def __reduce__(self) -> tuple[Any, ...]:
        """For the way between processes, quicker than a frozen dataclass goes by itself."""
        return Voice, _FIELDS(self)


_FIELDS: Final = attrgetter(*(one.name for one in fields(Voice)))


def voice(claim: Claim, analysis: Analysis) -> Voice:
    """The voice of a claim of ``analysis``, as long as nothing is known to be copied."""
    document = analysis.document
    teller = _teller(document.outlet, None if document.outlet else document.id)
    return Voice(
        claim.id,
        claim.document,
        analysis.published.latest,
        claim.event.type,
        claim.place,
        claim.event.trigger,
        _word(claim.event.trigger.of(document.text)),
        teller,
        _origin(claim, analysis) or teller,
    )


@lru_cache(maxsize=1 << 14)
def _word(written: str) -> str:
    """A trigger folded: one object for all of one form."""
    return folded(written)


@lru_cache(maxsize=1 << 10)
def _teller(outlet: str | None, document: str | None) -> Origin:
    """A report that tells in its own name: as its outlet, or where that is not known, alone."""
    if outlet:
        return Origin(("outlet", folded(outlet)), outlet, None, False, teller=True)
    return Origin(("document", document or ""), None, None, False, teller=True)


def _origin(claim: Claim, analysis: Analysis) -> Origin | None:
    """The first link, where it is not the outlet."""
    first = claim.chain[0] if claim.chain else None
    if first is not None and first.kind == "speaker" and not first.anonymous:
        return _named(first, _speaks_for(first, analysis))
    if first is not None and first.anonymous:
        carrier = next((x for x in claim.chain if x.kind == "agency" and not x.anonymous), None)
        if carrier is not None:
            return _unnamed(_key(carrier), first.who)
        # An unnamed source is one person only as far as one outlet speaks of «the source».
        return _unnamed(folded(analysis.document.outlet or analysis.document.id), first.who)
    named = next((link for link in claim.chain if not link.anonymous), None)
    if named is not None and named.kind == "agency":
        return Origin(("named", _key(named)), named.who, named.entity, False, teller=True)
    return None


@lru_cache(maxsize=1 << 14)
def _named(first: Link, speaks_for: frozenset[str]) -> Origin:
    return Origin(("named", _key(first)), first.who, first.entity, False, speaks_for)


@lru_cache(maxsize=1 << 14)
def _unnamed(home: str, name: str) -> Origin:
    return Origin(("anonymous", home, folded(name)), name, None, True)


def _key(link: Link) -> str:
    return link.entity or folded(link.who)


def _speaks_for(link: Link, analysis: Analysis) -> frozenset[str]:
    """The organisations that stand in the title of a person: a spokesman is not a second voice."""
    if link.entity is None:
        return _NOBODY
    found: set[str] = set()
    for name in analysis.names:
        if name.entity != link.entity or name.title is None:
            continue
        found.update(
            other.entity
            for other in analysis.names
            if other.entity is not None
            and other.kind is NameKind.ORGANISATION
            and name.title.covers(other.span)
        )
    return frozenset(found) if found else _NOBODY
