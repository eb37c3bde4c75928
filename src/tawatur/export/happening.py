"""An incident opened for export: its claims with their reports, and what they name."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.compare.account import Account, Bench
from tawatur.compare.figures import Figure, figures
from tawatur.compare.grade import Grade, grade
from tawatur.link.directory import Directory
from tawatur.model.claim import Analysis, Claim, Entity, Incident, When


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


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident with the tellings of it, in the order of its claims, its numbers and grade."""

    incident: Incident
    tellings: tuple[Telling, ...]
    figures: tuple[Figure, ...]
    grade: Grade
    ready: Bench

    @property
    def people(self) -> Directory:
        """Who is who in its reports."""
        return self.ready.people

    @property
    def reports(self) -> tuple[Analysis, ...]:
        """The reports that tell of it, each once."""
        return tuple({one.analysis.document.id: one.analysis for one in self.tellings}.values())

    @property
    def conflicts(self) -> int:
        """How many verdicts find a conflict."""
        return sum(one.outcome == "conflicts" for one in self.incident.verdicts)


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
