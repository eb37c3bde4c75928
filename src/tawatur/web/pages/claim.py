"""One claim, to be corrected: what was read, what people decided, and the words it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tawatur.export import incident as records
from tawatur.export.contract import ontology
from tawatur.judge import log
from tawatur.judge.fields import COUNTS, FIELDS
from tawatur.model.claim import Analysis, Claim
from tawatur.model.mention import Factuality, QuantityMod
from tawatur.model.text import Span
from tawatur.store.amend import ROLES, value_of
from tawatur.web.desk import Desk, NotFoundError, Reply, Table, own_id
from tawatur.web.names import Named
from tawatur.web.pages import incidents
from tawatur.web.pages.incident import marks_of
from tawatur.web.query import events

# Fields that are offered even where a claim says nothing of them.
_USUAL: Final = ("type", "factuality", "time", "place", "source", "agent", "target", "victim",
                 "killed", "injured")  # fmt: skip
MODS: Final = tuple(str(mod) for mod in QuantityMod if mod not in {"VAGUE", "RANGE"})


@dataclass(frozen=True, slots=True)
class Row:
    """A field: what the machine reads, and what a person put in its place."""

    field: str
    machine: Any
    human: Any
    who: str | None


def claim(desk: Desk, query: Mapping[str, str]) -> Reply:
    """A claim with its fields; ``?field=`` gives the form that corrects one."""
    found, analysis = opened(desk, own_id(query["id"]))
    as_read = desk.store.analysis(desk.run, analysis.document.id, as_read=True) or analysis
    made = rows(found, analysis, as_read)
    field = query.get("field", "")
    text = analysis.document.text
    return Reply(
        "claim.html",
        {"claim": found, "analysis": analysis, "document": analysis.document, "rows": made,
         "field": field if field in FIELDS else "", "marks": marks_of(found, analysis),
         "now": value_of(analysis, found, field) if field in FIELDS else None,
         "lines": [line for line in lines(text) if line.of(text).strip()],
         "event": _incident(desk, found.id), "entities": names(desk, analysis),
         "rest": [name for name in FIELDS if name not in {row.field for row in made}],
         **choices(), "based_on": log.head(desk.store).number,
         "history": log.entries(desk.store, about=found.id)[::-1]},
        data=lambda: records.account(found, analysis),
        table=lambda: Table(("field", "machine", "human", "who"), [
            (row.field, json.dumps(row.machine, ensure_ascii=False),
             json.dumps(row.human, ensure_ascii=False), row.who) for row in made]),
    )  # fmt: skip


def opened(desk: Desk, claim_id: str) -> tuple[Claim, Analysis]:
    """A claim with the analysis of its report; raises ``NotFoundError``."""
    document = desk.store.document_of(desk.run, claim_id)
    analysis = desk.store.analysis(desk.run, document) if document else None
    found = next((c for c in analysis.claims if c.id == claim_id), None) if analysis else None
    if found is None or analysis is None:
        raise NotFoundError(claim_id)
    return found, analysis


def rows(found: Claim, analysis: Analysis, as_read: Analysis) -> list[Row]:
    """The fields that say something, or usually do, with who decided on them last."""
    before = next((c for c in as_read.claims if c.id == found.id), None)
    made = []
    for field in FIELDS:
        decided = [one for one in found.judged if one.field == field]
        machine = value_of(as_read, before, field) if before else None
        human = json.loads(decided[-1].human or "null") if decided else None
        if decided or machine not in (None, []) or field in _USUAL:
            made.append(Row(field, machine, human, decided[-1].who if decided else None))
    return made


def choices() -> dict[str, Sequence[str]]:
    """What forms offer to choose from."""
    return {"types": sorted(ontology()), "factualities": [str(one) for one in Factuality],
            "mods": MODS, "counts": COUNTS, "roles": ROLES}  # fmt: skip


def names(desk: Desk, analysis: Analysis) -> dict[str, Named]:
    """What the entities of a report are called."""
    return {entity.id: Named.entity(entity) for entity in analysis.entities}


def lines(text: str) -> list[Span]:
    """The lines of a text, without those that are empty."""
    found, begin = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Span(begin, begin + len(line)))
        begin += len(line) + 1
    return found


def _incident(desk: Desk, claim_id: str) -> dict[str, Any] | None:
    """The incident that it stands in, as lists show it."""
    row = desk.rows(
        "SELECT e.id FROM incident_claim m JOIN lists.event e ON e.number = m.incident"
        " WHERE m.run = ? AND m.claim = ?",
        (desk.run, claim_id),
    )
    event = events.one(desk, row[0]["id"]) if row else None
    return incidents.card(event) if event else None
