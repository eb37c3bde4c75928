"""One incident: its dossier, the comparison of its accounts, its chain, one account's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tawatur.compare.account import ROLES, TOLLS
from tawatur.compare.grade import grade
from tawatur.export import accounts
from tawatur.export import incident as records
from tawatur.export.columns import names
from tawatur.export.happening import happening
from tawatur.judge import log
from tawatur.judge.fields import FIELDS
from tawatur.model.claim import Analysis, Claim
from tawatur.web.desk import Desk, NotFoundError, Reply, Table, own_id
from tawatur.web.marks import Mark
from tawatur.web.matrix import Cell, Matrix
from tawatur.web.pages import incidents
from tawatur.web.query import events
from tawatur.web.query.incident import Dossier
from tawatur.web.steps import steps
from tawatur.web.voices import lines


def dossier(desk: Desk, query: Mapping[str, str]) -> Reply:
    """Everything that is said of an incident, and by whom."""
    found, card = opened(desk, query["id"])
    matrix = Matrix(found)
    fields = {field.field: field for field in found.fields}
    tolls = [f for f in found.fields if f.field in TOLLS]
    counted = [
        f for f in found.fields
        if f.low is not None and f.field not in TOLLS and f.field not in ROLES
    ]  # fmt: skip
    told = [fields[name] for name in ("time", "place", *ROLES, "instrument") if name in fields]
    given = [(f, lines(matrix, f)) for f in tolls]
    return Reply(
        "incident.html",
        {
            "card": card, "matrix": matrix, "dossier": found,
            "tolls": given,
            "counted": [(f, lines(matrix, f)) for f in counted],
            "told": [(f, lines(matrix, f)) for f in told],
            "steps": [(f.field, steps(one)) for f, one in given],
            "grade": grade(found.incident, found.ready),
            "disputes": _disputes(found, matrix),
            "history": log.entries(desk.store, about=found.incident.id)[::-1],
            "based_on": log.head(desk.store).number,
        },
        data=lambda: {**record_of(found), "standing": card["standing"]},
        table=lambda: _accounts(found),
    )  # fmt: skip


def compare(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The accounts side by side."""
    found, card = opened(desk, query["id"])
    matrix = Matrix(found)
    hidden = query.get("copies") == "hidden"
    columns = [c for c in matrix.columns if not (hidden and c.copied_from)]
    keep = [column.number - 1 for column in columns]
    rows = [(field, [cells[place] for place in keep]) for field, cells in matrix.rows]
    rows = [row for row in rows if any(row[1])]
    return Reply(
        "compare.html",
        {"card": card, "matrix": matrix, "columns": columns, "rows": rows, "hidden": hidden,
         "dossier": found},
        data=lambda: _compared(found, matrix),
        table=lambda: _sheet(matrix),
    )  # fmt: skip


def chain(desk: Desk, query: Mapping[str, str]) -> Reply:
    """On whose word: originators, who passed it on, outlets; and who counts as one, and why."""
    found, card = opened(desk, query["id"])
    matrix = Matrix(found)
    rows = [
        [c.number, c.who, int(c.anonymous), " > ".join(c.through), c.outlet, c.label, c.earliest,
         c.latest, c.document, c.copied_from, len(c.claims)]
        for c in matrix.columns
    ]  # fmt: skip
    return Reply(
        "chain.html",
        {"card": card, "matrix": matrix, "dossier": found, "chain": found.chain,
         "reasons": _reasons(found, matrix)},
        data=lambda: found.chain,
        table=lambda: Table(
            ("account", "originator", "anonymous", "through", "outlet", "title", "earliest",
             "latest", "document", "copied_from", "claims"), rows,
        ),
    )  # fmt: skip


def evidence(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The words behind one account's value, and how it stands to the others."""
    found, card = opened(desk, query["id"])
    claim_id = own_id(query.get("claim", ""))
    matrix = Matrix(found)
    if claim_id not in matrix.column_of:
        raise NotFoundError(claim_id)
    claim, analysis = found.claim(claim_id)
    column = matrix.column_of[claim_id]
    field = query.get("field", "")
    cell = next((c[column.number - 1] for f, c in matrix.rows if f.field == field), None)
    sentence = analysis.sentences[claim.event.sentence]
    return Reply(
        "evidence.html",
        {"card": card, "claim": claim, "analysis": analysis, "column": column, "field": field,
         "cell": cell, "sentence": sentence, "marks": marks_of(claim, analysis),
         "numbers": {c.number: c for c in matrix.columns},
         "copied": _source(found, claim_id), "correctable": FIELDS,
         "based_on": log.head(desk.store).number,
         "history": log.entries(desk.store, about=claim_id)[::-1]},
        data=lambda: records.account(claim, analysis),
    )  # fmt: skip


def _reasons(found: Dossier, matrix: Matrix) -> list[dict[str, Any]]:
    """Why accounts count as one, each with the numbers that the accounts have on the page."""
    claims = {way["number"]: way["claims"] for way in found.chain["ways"]}
    made = []
    for reason in found.chain["reasons"]:
        held = (claim for way in reason["ways"] for claim in claims[way])
        numbers = sorted({matrix.column_of[claim].number for claim in held})
        made.append({**reason, "numbers": numbers})
    return sorted(made, key=lambda reason: reason["numbers"])


def opened(desk: Desk, part: str) -> tuple[Dossier, dict[str, Any]]:
    """The incident that a part of an address names, and how lists show it.

    Where that became part of another one, that other: addresses last.
    """
    asked = own_id(part)
    event = events.one(desk, asked)
    if event is None and len(heirs := desk.store.heirs(asked)) == 1:
        event = events.one(desk, heirs[0])
    if event is None:
        raise NotFoundError(asked)
    found = desk.dossier(event["id"])
    return found, incidents.card(event, found.incident.tolls)


def record_of(found: Dossier) -> dict[str, Any]:
    """The incident as data."""
    return records.record(found.incident, found.ready)


def _accounts(found: Dossier) -> Table:
    """A row an account, as ``tawatur export csv`` gives it."""
    columns = names("accounts")
    made = happening(found.incident, found.ready)
    return Table(columns, [[row[name].value for name in columns] for row in accounts.rows(made)])


def marks_of(claim: Claim, analysis: Analysis) -> list[Mark]:
    """What a claim rests on in its report."""
    event = claim.event
    found = [Mark(event.trigger, "event")]
    found += [Mark(one.span, "who") for one in event.arguments if one.role in ROLES]
    found += [Mark(analysis.quantities[place].span, "number") for place in event.counts]
    if claim.when is not None and claim.when.timex is not None:
        found.append(Mark(analysis.times[claim.when.timex].span, "time"))
    found += [Mark(one.span, "where") for one in event.arguments if one.role == "place"]
    if event.attribution is not None:
        saying = analysis.attributions[event.attribution]
        found.append(Mark(saying.cue, "says"))
        if saying.source.span is not None:
            found.append(Mark(saying.source.span, "says"))
    return found


def _source(found: Dossier, claim: str) -> dict[str, Any] | None:
    """From where the words of a claim were taken: report, outlet and passage."""
    rows = [r for r in found.compared["copies"] if r["claim"] == claim and r["taken"]]
    return rows[0] if rows else None


def _disputes(found: Dossier, matrix: Matrix) -> list[dict[str, Any]]:
    """The fields in which accounts contradict one another, with one verdict each."""
    seen: dict[str, dict[str, Any]] = {}
    for verdict in found.incident.verdicts:
        if verdict.outcome in {"conflicts", "denies"}:
            held = seen.setdefault(
                verdict.field,
                {"field": verdict.field, "outcome": verdict.outcome, "count": 0,
                 "verdict": verdict},
            )  # fmt: skip
            held["count"] += 1
    return list(seen.values())


def _compared(found: Dossier, matrix: Matrix) -> dict[str, Any]:
    return {
        "id": found.incident.id,
        "accounts": [asdict(column) for column in matrix.columns],
        "fields": [
            {"field": field.field, "low": field.low, "high": field.high,
             "disputed": field.disputed,
             "cells": [_plain(cell, column.number)
                       for cell, column in zip(cells, matrix.columns, strict=True)
                       if cell is not None]}
            for field, cells in matrix.rows
        ],
    }  # fmt: skip


def _plain(cell: Cell, number: int) -> dict[str, Any]:
    return {
        "account": number,
        "values": [{"text": text_of(one.shown), "claims": one.claims, "copied": one.copied}
                   for one in cell.given],
        "outcome": cell.outcome,
        "verdicts": [{"outcome": s.outcome, "account": s.column, "rule": s.verdict.rule,
                      "text": s.verdict.text} for s in cell.stands],
    }  # fmt: skip


def text_of(shown: Any) -> str:
    """A value in plain words of no language in particular: names as they are, days as ISO 8601."""
    if shown.count is not None:
        return str(shown.count)
    if shown.names:
        return ", ".join(map(str, shown.names))
    if shown.words:
        return ", ".join(shown.words)
    if shown.days:
        first, last = shown.days[0], shown.days[-1]
        return str(first) if first == last else f"{first}/{last}"
    return str(shown.word.rpartition(".")[2])


def _sheet(matrix: Matrix) -> Table:
    heads = [f"{c.number} {c.who or '?'} / {c.outlet or c.label}" for c in matrix.columns]
    rows: list[Sequence[object]] = [
        [field.field, *("; ".join(text_of(one.shown) for one in cell.given)
                        + f" [{cell.outcome}]" if cell else None for cell in cells)]
        for field, cells in matrix.rows
    ]  # fmt: skip
    return Table(("field", *heads), rows)
