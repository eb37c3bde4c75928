"""What mentions refer to, what is claimed, and how claims of many reports stand to one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from tawatur.model.judgement import Judged
from tawatur.model.mention import Attribution, Event, Name, Quantity, Timex
from tawatur.model.text import Document, Span

_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Entity:
    """What names refer to, within one document. ``id`` is stable across documents for curated
    and gazetteer entries, and a hash of kind and folded name otherwise.

    ``latin`` is a form in Latin letters, transliterated where none is known; ``organisation`` the
    entity that a person's role names. Of a place, ``admin1`` is its first-level unit (ISO 3166-2)
    and ``candidates`` are the ids of those among which nothing decided. ``basis`` is what decided:
    between the places of its name, or for a body that names no country why it is of this one.
    """

    id: str
    kind: str
    name: str
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    role_title: str | None = None
    lat: float | None = None
    lon: float | None = None
    geo_precision: int | None = None
    radius_km: float | None = None
    gazetteer: str | None = None
    admin1: str | None = None
    basis: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    latin: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a proof: the rule, the words it rests on, and what it leaves."""

    rule: str
    span: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """The days on which a report can have been published, with the proof.

    ``candidates`` lists single days where they are few (at most 31), in order; ``basis`` the steps.
    """

    earliest: date | None = None
    latest: date | None = None
    basis: tuple[Reason, ...] = ()
    candidates: tuple[date, ...] = ()

    @property
    def day(self) -> date | None:
        """The day, where only one is possible."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def no_later_than(self) -> date | None:
        """The last day, where the days are known to a year; an open window says nothing."""
        if self.earliest is None or self.latest is None:
            return self.latest
        return self.latest if self.latest - self.earliest <= _A_YEAR else None


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: who passed it on, and the words that say so."""

    who: str
    entity: str | None
    cue: str | None
    anonymous: bool
    span: Span | None
    kind: Literal["speaker", "agency", "outlet"]


@dataclass(frozen=True, slots=True)
class When:
    """The days in which an event is said to lie (latest included), and what that rests on.

    ``basis`` is ``stated``, ``derived``, ``known-event``, ``event-offset`` (see
    ``resolve.event_days``) or ``report`` (no time given; not after the report).
    """

    earliest: date | None
    latest: date | None
    basis: str
    timex: int | None = None
    candidates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One event as one document gives it, with the chain from the originator to the outlet.

    ``id`` is a hash of its content. ``place`` is an entity id. ``judged`` is what people decided
    on it; what they edited stands in the other fields, what the machine read in ``judged``.
    """

    id: str
    document: str
    event: Event
    when: When | None
    place: str | None
    geo_precision: int | None
    chain: tuple[Link, ...]
    judged: tuple[Judged, ...] = ()

    @property
    def originator(self) -> Link | None:
        """The first link of the chain that can be named."""
        return next((link for link in self.chain if not link.anonymous), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was found in one document."""

    document: Document
    published: Published
    sentences: tuple[Span, ...]
    boilerplate: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    dateline: Span | None = None
    agency: str | None = None
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Timex, ...] = ()
    names: tuple[Name, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Reason, ...] = ()


# --- across documents ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reuse:
    """Text of ``source`` that stands again in ``copy``; spans and coverage on both sides.

    Kinds: ``exact`` (the same words), ``near`` (nearly all of both), ``abridged`` (nearly all of
    one in the other), ``passage``, and ``background``, which many reports repeat: no copying.
    ``directed`` is false where nothing proves which of the two is the copy.
    """

    source: str
    copy: str
    kind: Literal["exact", "near", "abridged", "passage", "background"]
    spans: tuple[tuple[Span, Span], ...]
    coverage_source: float
    coverage_copy: float
    directed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Weight:
    """One reason for or against joining two claims, in bits, with the words a user reads."""

    feature: str
    bits: float
    text: str


@dataclass(frozen=True, slots=True)
class IncidentLink:
    """Two claims that were joined, and why."""

    left: str
    right: str
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two claims of one incident stand to each other in one field, by which rule.

    The spans are the words of each that the field rests on; ``None`` where a claim is silent.
    ``population`` says which part of those counted (civilian, child, ...) where both count it.
    """

    left: str
    right: str
    field: str
    outcome: Literal[
        "agrees", "refines", "rounds", "updates", "scope", "conflicts", "denies", "copies", "silent"
    ]
    rule: str
    text: str
    left_span: Span | None = None
    right_span: Span | None = None
    population: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """The least and the greatest figure that accounts name for one toll, parts of it left out.

    «At least four» names four. ``given`` is how many different figures there are; ``disputed``
    whether a verdict finds a conflict or a denial among them. A figure that a person pinned is
    both ends.
    """

    field: str
    low: float
    high: float
    disputed: bool
    given: int


@dataclass(frozen=True, slots=True)
class Incident:
    """The claims that speak of one happening, in order; ``id`` is a hash of its first claim.

    ``rejected`` are claims that a person rejected: shown with it, and counted nowhere. ``judged``
    is what people decided on the incident as a whole, pinned values among it. ``tolls`` are what
    lists show of its figures, those killed first.
    """

    id: str
    type: str
    claims: tuple[str, ...]
    earliest: date | None
    latest: date | None
    place: str | None
    links: tuple[IncidentLink, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    originators: tuple[tuple[str, ...], ...] = field(default=())
    rejected: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    tolls: tuple[Toll, ...] = ()
