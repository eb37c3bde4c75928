"""An incident opened for export: its claims with their reports, and what they name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tawatur.compare import evidence
from tawatur.compare.account import Account, Bench
from tawatur.compare.figures import Figure, figures
from tawatur.compare.grade import Grade, grade
from tawatur.export.cells import EMPTY, Cell, Evidence, Value, words
from tawatur.link.directory import Directory
from tawatur.model.claim import Analysis, Claim, Entity, Incident, When


@dataclass(frozen=True, slots=True)
class Where:
    """A place, and the words of those who name it."""

    place: Entity
    evidence: tuple[Evidence, ...]

    @property
    def is_country(self) -> bool:
        """Whether it is a country or larger: its point says nothing."""
        return self.place.geo_precision == 0

    def cell(self, value: Value) -> Cell:
        """A value that follows from the place."""
        return EMPTY if value is None else Cell(value, self.evidence)


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim of an incident; ``originator`` is the number of the one it rests on, from 1."""

    claim: Claim
    analysis: Analysis
    account: Account
    originator: int

    def entity(self, own_id: str | None) -> Entity | None:
        """What an id stands for in this report."""
        return next((one for one in self.analysis.entities if one.id == own_id), None)

    @property
    def when(self) -> When | None:
        """When the claim puts it."""
        return self.claim.when


@dataclass(frozen=True)
class Happening:
    """An incident with the tellings of it, in the order of its claims, its numbers and grade.

    Many columns ask for the same: what is worked out of it is worked out once.
    """

    incident: Incident
    tellings: tuple[Telling, ...]
    figures: tuple[Figure, ...]
    grade: Grade
    ready: Bench

    @property
    def people(self) -> Directory:
        """Who is who in its reports."""
        return self.ready.people

    @cached_property
    def reports(self) -> tuple[Analysis, ...]:
        """The reports that tell of it, each once."""
        return tuple({one.analysis.document.id: one.analysis for one in self.tellings}.values())

    @cached_property
    def conflicts(self) -> int:
        """How many verdicts find a conflict."""
        return sum(one.outcome == "conflicts" for one in self.incident.verdicts)

    @cached_property
    def where(self) -> Where | None:
        """The place, with the words of each report that names it."""
        own = self.people.of(self.incident.place)
        found = [
            (place, place_words(one.analysis, one.claim))
            for one in self.tellings
            if own and self.people.of(one.claim.place) == own
            if (place := one.entity(one.claim.place)) is not None
        ]
        if not found:
            return None
        return Where(found[0][0], tuple(one for _, named in found for one in named))


def happening(incident: Incident, ready: Bench) -> Happening:
    """The incident from a bench of its reports."""
    accounts = {one.claim.id: one for one in ready.accounts(incident)}
    groups = {claim: n for n, group in enumerate(incident.originators, 1) for claim in group}
    tellings = tuple(
        Telling(accounts[claim].claim, ready.claims[claim][1], accounts[claim],
                groups.get(claim, 0))
        for claim in incident.claims
    )  # fmt: skip
    return Happening(incident, tellings, figures(incident, ready), grade(incident, ready), ready)


def place_words(analysis: Analysis, claim: Claim) -> tuple[Evidence, ...]:
    """Where a claim names its place: the words that a verdict on the place opens, too."""
    place = claim.place
    if place is None:
        return ()
    span = evidence.words(claim, analysis, "place", lambda entity: entity == place)
    return () if span is None else (words(analysis, span, evidence.rule(claim, analysis, span)),)
