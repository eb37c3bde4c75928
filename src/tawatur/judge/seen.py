"""What the machine says on the matter of a judgement: kept with it, and looked at after each run.

All values are JSON. What is kept is what the machine read, never what other people decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product
from typing import Any, Final

from tawatur.compare.account import Bench, bench
from tawatur.compare.grade import grade
from tawatur.compare.summary import summaries
from tawatur.compare.verdict import pair
from tawatur.link import people
from tawatur.link.independence import independence
from tawatur.model.claim import Analysis, Claim, Entity, Incident, Reuse
from tawatur.model.judgement import PAIRS, Judgement, Kind
from tawatur.store import shapes
from tawatur.store.amend import snapshot
from tawatur.store.store import Store

_MOST: Final = 8  # claims of either incident that are set against each other
_BESIDE: Final = 40  # claims with which a rejected one is shown
_TELLING: Final = frozenset({"time", "place", "agent", "victim", "target"})


def machine(store: Store, judgement: Judgement) -> Mapping[str, Any]:
    """What the current run says of the things that ``judgement`` is about."""
    run = store.current_run()
    if run is None or judgement.kind is Kind.UNDO:
        return {}
    return View(store, run).of(judgement)


class View:
    """The machine's view in one run; ids are those of the run."""

    def __init__(self, store: Store, run: str, reuses: tuple[Reuse, ...] | None = None) -> None:
        """``reuses`` are the copied passages, where the store has not those of now."""
        self._store, self._run = store, run
        if reuses is not None:
            self._reuses = reuses
        self._read: dict[str, Analysis | None] = {}

    def of(self, judgement: Judgement) -> dict[str, Any]:
        """The view on a judgement whose references have the ids of this run."""
        claims = [ref.id for ref in judgement.about if ref.what == "claim"]
        incidents = [ref for ref in judgement.about if ref.what == "incident"]
        entities = [ref for ref in judgement.about if ref.what == "entity"]
        if judgement.kind in PAIRS | {Kind.MERGE} and incidents:
            left, *right = ([claim.id for claim in one.claims] for one in incidents)
            return self.pair(left, [claim for one in right for claim in one])
        if judgement.kind in PAIRS and entities:
            return self.names(entities[0].id, entities[1].id)
        if judgement.kind in {Kind.INDEPENDENT, Kind.DEPENDS_ON} and len(claims) == 2:
            return self.one_origin(claims[0], claims[1])
        if judgement.kind is Kind.ADD:
            return {}
        if claims:
            return self.claim(claims[0])
        if judgement.kind is Kind.PIN and incidents:
            return self.field(incidents[0].id, judgement.field or "")
        return self.incident(incidents[0].id) if incidents else {}

    def claim(self, own_id: str) -> dict[str, Any]:
        """All that is read of a claim, and the claims with which it stands."""
        found = self._claim(own_id)
        if found is None:
            return {}
        row = self._store.connection.execute(
            "SELECT incident FROM incident_claim WHERE run = ? AND claim = ?", (self._run, own_id)
        ).fetchone()
        beside = [] if row is None else [
            other
            for (other,) in self._store.connection.execute(
                "SELECT claim FROM incident_claim WHERE run = ? AND incident = ? ORDER BY place"
                " LIMIT ?",
                (self._run, row[0], _BESIDE),
            )
            if other != own_id
        ]  # fmt: skip
        return {"claim": snapshot(found[1], found[0]), "beside": beside}

    def incident(self, own_id: str) -> dict[str, Any]:
        """The type, days and place of an incident, and the grade that is proposed for it."""
        found = self._incident(own_id)
        return {} if found is None else self.whole(found)

    def whole(self, incident: Incident) -> dict[str, Any]:
        """The same, of an incident that is not stored yet."""
        first, last = (day and day.isoformat() for day in (incident.earliest, incident.latest))
        here, ready = self._opened(incident)
        proposed = grade(here, ready).grade if here.claims else None
        return {"type": incident.type, "earliest": first, "latest": last,
                "place": incident.place, "grade": proposed}  # fmt: skip

    def field(self, incident: str, field: str) -> dict[str, Any]:
        """The values that are given for a field of an incident, and the range of its numbers."""
        found = self._incident(incident)
        return {} if found is None else self.values(found, field)

    def values(self, incident: Incident, field: str) -> dict[str, Any]:
        """The same, of an incident that is not stored yet."""
        for one in summaries(*self._opened(incident)):
            if one.field == field:
                texts = sorted(value.text for value in one.values)
                return {"values": texts, "low": one.low, "high": one.high}
        return {"values": [], "low": None, "high": None}

    def pair(self, left: Sequence[str], right: Sequence[str]) -> dict[str, Any]:
        """In which fields two groups of claims conflict, and in which they agree."""
        ids = (*left[:_MOST], *right[:_MOST])
        ready = bench(self._analyses(ids), ())
        known = [own_id for own_id in ids if own_id in ready.claims]
        accounts = {account.claim.id: account for account in ready.opened(known)}
        found: dict[str, set[str]] = {"conflicts": set(), "agrees": set()}
        for one, two in product(left[:_MOST], right[:_MOST]):
            if one in accounts and two in accounts:
                for verdict in pair(accounts[one], accounts[two], ready):
                    if verdict.outcome in found:
                        found[verdict.outcome].add(verdict.field)
        found["agrees"] &= _TELLING
        return {key: sorted(value - (found["conflicts"] if key == "agrees" else set()))
                for key, value in found.items()}  # fmt: skip

    def names(self, left: str, right: str) -> dict[str, Any]:
        """Whether two people are joined, should be looked at, or are neither."""
        known: dict[str, people.Known] = {}
        for own_id in (left, right):
            for row in self._store.connection.execute(
                f"SELECT {', '.join(f'e.{name}' for name in shapes.ENTITY.names)} FROM entity e"  # noqa: S608
                " JOIN analysis a ON a.number = e.analysis WHERE e.id = ? AND a.run = ?",
                (own_id, self._run),
            ):
                entity: Entity = shapes.ENTITY.value(row)
                if entity.kind == "person":
                    people.add(known, entity)
        joins = people.joins(known)
        return {"names": joins[0].decision if joins else "apart"}

    def one_origin(self, left: str, right: str) -> dict[str, Any]:
        """Whether two claims count as one originator's."""
        pairs = [found for one in (left, right) if (found := self._claim(one)) is not None]
        if len(pairs) < 2:
            return {}
        counted = independence(
            [claim for claim, _ in pairs],
            {analysis.document.id: analysis for _, analysis in pairs},
            self._reuses,
        )
        return {"originators": counted.originators}

    def _incident(self, own_id: str) -> Incident | None:
        return self._store.incident(self._run, own_id)

    def _opened(self, incident: Incident) -> tuple[Incident, Bench]:
        """The incident with those of its claims that the machine found, ready for comparison."""
        analyses = self._analyses(incident.claims)
        known = {claim.id for analysis in analyses for claim in analysis.claims}
        claims = tuple(claim for claim in incident.claims if claim in known)
        return replace(incident, claims=claims, judged=()), bench(analyses, self._reuses)

    @cached_property
    def _reuses(self) -> tuple[Reuse, ...]:
        return self._store.reuses(self._run)

    def _claim(self, own_id: str) -> tuple[Claim, Analysis] | None:
        document = self._store.document_of(self._run, own_id)
        if document is None:
            return None
        if document not in self._read:
            self._read[document] = self._store.analysis(self._run, document, as_read=True)
        analysis = self._read[document]
        claims = () if analysis is None else analysis.claims
        found = next((one for one in claims if one.id == own_id), None)
        return None if found is None or analysis is None else (found, analysis)

    def _analyses(self, claims: Iterable[str]) -> tuple[Analysis, ...]:
        found = (self._claim(own_id) for own_id in claims)
        return tuple({one[1].document.id: one[1] for one in found if one is not None}.values())
