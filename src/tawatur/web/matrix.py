"""The comparison of an incident's accounts: who gives which value, and how they stand together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from tawatur.compare.account import TOLLS, Account, Count
from tawatur.compare.summary import Summary, Value
from tawatur.model.claim import Verdict
from tawatur.web.names import Named
from tawatur.web.query.incident import Dossier

# Of what is to be said of a cell the first comes first; ``alone``: nobody else speaks of it.
OUTCOMES: Final = ("denies", "conflicts", "updates", "superseded", "refines", "rounds", "agrees",
                   "scope", "alone")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One account: what one report says on the word of one originator.

    ``copied_from`` is the report that all its words were taken from, ``through`` who passed them
    on between the originator and the outlet.
    """

    number: int
    origin: int
    who: str | None
    anonymous: bool
    document: str
    outlet: str | None
    label: str
    earliest: str | None
    latest: str | None
    through: tuple[str, ...]
    claims: tuple[str, ...]
    copied_from: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it is to be written: a number, names, days or a word."""

    kind: str
    count: Count | None = None
    names: tuple[Named, ...] = ()
    days: tuple[date, ...] = ()
    word: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """How a cell stands to one of another column, and the verdict that says so."""

    outcome: str
    column: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Given:
    """A value in a cell, with the claims of its column that give it."""

    shown: Shown
    claims: tuple[str, ...]
    part: bool
    copied: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account gives for one field, and how that stands to the others."""

    given: tuple[Given, ...]
    outcome: str
    stands: tuple[Stand, ...]

    @property
    def others(self) -> int:
        """How many other accounts the outcome is about."""
        return len({stand.column for stand in self.stands if stand.outcome == self.outcome})


class Matrix:
    """The comparison of a dossier, worked out as it is asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        accounts = (*(blame.account for blame in dossier.blames), *dossier.accounts)
        self.by_claim: Mapping[str, Account] = {a.claim.id: a for a in accounts}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The accounts, those of one originator side by side, whoever spoke first before others."""
        chain = self.dossier.compared
        ways: dict[tuple[int, str], dict[str, Any]] = {}
        for way in chain["ways"]:
            held = ways.setdefault((way["originator"], way["document"]), {**way, "claims": []})
            held["claims"] = [*held["claims"], *way["claims"]]
            held["through"] = [*held["through"], *way["through"]]
        first: dict[int, tuple[str, int]] = {}
        for (origin, _), way in ways.items():
            first[origin] = min(first.get(origin, ("9999", origin)), (_day(way), origin))
        ordered = sorted(
            ways.items(), key=lambda item: (first[item[0][0]], self._taken(item[1]) is not None,
                                            _day(item[1]), item[0][1]),
        )  # fmt: skip
        return tuple(
            self._column(number, origin, way)
            for number, ((origin, _), way) in enumerate(ordered, 1)
        )

    def _column(self, number: int, origin: int, way: Mapping[str, Any]) -> Column:
        who = self.dossier.compared["originators"][origin]
        document = self.dossier.ready.analyses[way["document"]].document
        return Column(
            number=number,
            origin=origin,
            who=who["name"],
            anonymous=who["anonymous"],
            document=document.id,
            outlet=document.outlet,
            label=document.title or document.label,
            earliest=way["published"]["earliest"],
            latest=way["published"]["latest"],
            through=tuple(dict.fromkeys(link["who"] for link in way["through"])),
            claims=tuple(way["claims"]),
            copied_from=self._taken(way),
        )

    def _taken(self, way: Mapping[str, Any]) -> str | None:
        """The report that every claim of a way was taken from."""
        found = [self.dossier.copied.get(claim) for claim in way["claims"]]
        return found[0] if found and all(found) else None

    @cached_property
    def column_of(self) -> Mapping[str, Column]:
        """The column that each claim stands in."""
        return {claim: column for column in self.columns for claim in column.claims}

    @cached_property
    def rows(self) -> tuple[tuple[Summary, tuple[Cell | None, ...]], ...]:
        """Each field with the cells of all columns, tolls first."""
        return tuple(
            (field, tuple(self._cell(field, column) for column in self.columns))
            for field in sorted(self.dossier.fields, key=lambda field: field.field not in TOLLS)
        )

    def _cell(self, field: Summary, column: Column) -> Cell | None:
        mine = set(column.claims)
        given = []
        for value in field.values:
            claims = tuple(claim for claim in value.claims if claim in mine)
            if claims:
                copied = all(claim in self.dossier.copied for claim in claims)
                given.append(Given(self.shown(field.field, value), claims, value.part, copied))
        if not given:
            return None
        spoken = {claim for one in given for claim in one.claims}
        stands = tuple(self.stands(field.field, spoken, column))
        if all(one.copied for one in given):
            return Cell(tuple(given), "copies", stands)
        found = {stand.outcome for stand in stands}
        return Cell(tuple(given), next((o for o in OUTCOMES if o in found), "alone"), stands)

    def stands(self, field: str, claims: Iterable[str], column: Column) -> Iterable[Stand]:
        """How claims stand to those of other columns in one field, each outcome once a column."""
        mine = set(claims)
        seen = set()
        found = {place for claim in mine for place in self._verdicts.get((field, claim), ())}
        for place in sorted(found):
            verdict = self.dossier.incident.verdicts[place]
            if (verdict.left in mine) == (verdict.right in mine):
                continue
            left = verdict.left in mine
            other = self.column_of.get(verdict.right if left else verdict.left)
            if other is None:
                continue
            outcome = "superseded" if left and verdict.outcome == "updates" else verdict.outcome
            if other.number == column.number or (outcome, other.number) in seen:
                continue
            seen.add((outcome, other.number))
            yield Stand(outcome, other.number, verdict)

    @cached_property
    def _verdicts(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """The numbers of the verdicts on each claim in each field."""
        found: dict[tuple[str, str], list[int]] = {}
        for place, verdict in enumerate(self.dossier.incident.verdicts):
            for claim in (verdict.left, verdict.right):
                found.setdefault((verdict.field, claim), []).append(place)
        return found

    def shown(self, field: str, value: Value) -> Shown:
        """A value of the summary as it is to be written."""
        account = self.by_claim[value.claims[0]]
        if value.low is not None:
            fits = (c for c in account.counts if c.field == field and str(c) == value.text)
            return Shown("number", count=next(fits))
        if field == "happened":
            return Shown("word", word=f"factuality.{account.factuality}")
        if field == "time":
            return Shown("days", days=account.days or account.candidates)
        if field == "place":
            return Shown("names", names=self._names([account.place]))
        if field == "instrument":
            return Shown("weapons", words=account.instruments)
        if field == "agent" and value.claims[0] in self._blamed:
            return Shown("names", names=self._names([self._blamed[value.claims[0]]]))
        return Shown("names", names=self._names(account.actors.get(field, ())))

    @cached_property
    def _blamed(self) -> Mapping[str, str]:
        """Whom each claim accuses."""
        return {blame.account.claim.id: blame.agent for blame in self.dossier.blames}

    def _names(self, entities: Sequence[str | None]) -> tuple[Named, ...]:
        known = self.dossier.ready.people.known
        return tuple(Named.entity(known[e]) for e in entities if e is not None and e in known)


def _day(way: Mapping[str, Any]) -> str:
    return way["published"]["latest"] or "9999"
