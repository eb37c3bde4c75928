"""Values into tables. Whoever calls opens the transaction; rows are made before one is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any, Final

from tawatur.model.claim import Analysis, Claim, Incident, Reuse
from tawatur.store import changes, shapes
from tawatur.store.columns import Cell, Shape, insert, to_json
from tawatur.store.runkey import sha256

_PLACE: Final = 15  # hexadecimal digits of a number that SQLite can hold

Rows = dict[str, list[tuple[Cell, ...]]]

_PARENTS = {
    "attribution_via": ("analysis", "attribution", "place"),
    "argument": ("analysis", "claim", "place"),
    "chain_link": ("analysis", "claim", "place"),
    "reuse_span": ("run", "reuse", "place"),
    "reuse": ("run", "place"),
    "incident": ("run", "place"),
    "incident_link": ("run", "incident", "place"),
    "link_weight": ("run", "incident", "link", "place"),
    "verdict": ("run", "incident", "place"),
    "incident_judged": ("run", "incident", "place"),
    "toll": ("run", "incident", "place"),
}
_SOURCE_COLUMNS = tuple(f"source_{name}" for name in shapes.SOURCE.names)
_COLUMNS: dict[str, tuple[str, ...]] = {
    "published_basis": shapes.REASON.names,
    "finding": shapes.REASON.names,
    "quantity": shapes.QUANTITY.names,
    "timex": shapes.TIMEX.names,
    "name": shapes.NAME.names,
    "entity": shapes.ENTITY.names,
    "attribution": (*_SOURCE_COLUMNS, *shapes.ATTRIBUTION.names),
    "attribution_via": shapes.SOURCE.names,
    "claim": ("run", *shapes.CLAIM.names, *shapes.EVENT.names, *shapes.WHEN.names),
    "argument": shapes.ARGUMENT.names,
    "chain_link": shapes.LINK.names,
    "reuse": shapes.REUSE.names,
    "incident": shapes.INCIDENT.names,
    "incident_link": shapes.INCIDENT_LINK.names,
    "link_weight": shapes.WEIGHT.names,
    "verdict": shapes.VERDICT.names,
    "incident_judged": shapes.JUDGED.names,
    "toll": shapes.TOLL.names,
}
_WHOLE: dict[str, tuple[str, ...]] = {
    "passage": ("analysis", "kind", "place", *shapes.PASSAGE.names),
    "claim_count": ("analysis", "claim", "place", "quantity"),
    "reuse_span": (
        "run",
        "reuse",
        "place",
        "source_start",
        "source_stop",
        "copy_start",
        "copy_stop",
    ),
    "incident_claim": ("run", "incident", "place", "claim"),
    "incident_origin": ("run", "incident", "origin", "place", "claim"),
    "incident_rejected": ("run", "incident", "place", "claim"),
}


def analysis(connection: Connection, run: str, value: Analysis) -> None:
    """Writes one analysis; raises ``ValueError`` or ``OverflowError`` where it cannot be stored."""
    number = _next_analysis(connection)
    rows = analysis_rows(number, run, value)  # every fault of a value shows here, before any write
    columns = ("number", "run", "document", *shapes.PUBLISHED.names, *shapes.ANALYSIS.names)
    cells = (number, run, value.document.id)
    insert(
        connection,
        "analysis",
        columns,
        [cells + shapes.PUBLISHED.row(value.published) + shapes.ANALYSIS.row(value)],
    )
    _insert_all(connection, rows)


def forget(connection: Connection, run: str, document: str) -> None:
    """Deletes what a run found in a document, to be written anew in the same transaction."""
    row = connection.execute(
        "SELECT number FROM analysis WHERE run = ? AND document = ?", (run, document)
    ).fetchone()
    if row is None:
        return
    for table in ("chain_link", "claim_count", "argument", "claim", "attribution_via",
                  "attribution", "passage", "entity", "name", "timex", "quantity", "finding",
                  "published_basis"):  # fmt: skip
        connection.execute(f"DELETE FROM {table} WHERE analysis = ?", row)  # noqa: S608
    connection.execute("DELETE FROM analysis WHERE number = ?", row)


def analysis_rows(number: int, run: str, value: Analysis) -> Rows:
    """The rows of every table that hangs on the analysis with this number."""
    rows: Rows = {
        "published_basis": _listed((number,), shapes.REASON, value.published.basis),
        "finding": _listed((number,), shapes.REASON, value.findings),
        "quantity": _listed((number,), shapes.QUANTITY, value.quantities),
        "timex": _listed((number,), shapes.TIMEX, value.times),
        "name": _listed((number,), shapes.NAME, value.names),
        "entity": _listed((number,), shapes.ENTITY, value.entities),
        "passage": [
            row
            for kind, spans in (
                ("sentence", value.sentences),
                ("heading", value.headings),
                ("boilerplate", value.boilerplate),
            )
            for row in _listed((number, kind), shapes.PASSAGE, spans)
        ],
        "attribution": [
            (number, place, *shapes.SOURCE.row(one.source), *shapes.ATTRIBUTION.row(one))
            for place, one in enumerate(value.attributions)
        ],
        "attribution_via": [
            row
            for place, one in enumerate(value.attributions)
            for row in _listed((number, place), shapes.SOURCE, one.via)
        ],
    }
    _claims(rows, number, run, value)
    return rows


def _claims(rows: Rows, number: int, run: str, value: Analysis) -> None:
    for table in ("claim", "argument", "claim_count", "chain_link"):
        rows[table] = []
    if len({claim.id for claim in value.claims}) < len(value.claims):
        raise ValueError("two claims of one document have the same id")
    for place, claim in enumerate(value.claims):
        if claim.document != value.document.id:
            raise ValueError(f"claim {claim.id} is of another document: {claim.document}")
        rows["claim"].append((number, place, run, *_claim(claim)))
        rows["argument"] += _listed((number, place), shapes.ARGUMENT, claim.event.arguments)
        rows["chain_link"] += _listed((number, place), shapes.LINK, claim.chain)
        rows["claim_count"] += [
            (number, place, n, quantity) for n, quantity in enumerate(claim.event.counts)
        ]


def _claim(claim: Claim) -> tuple[Cell, ...]:
    none: tuple[Cell, ...] = (None,) * len(shapes.WHEN.names)
    when = none if claim.when is None else shapes.WHEN.row(claim.when)
    return (*shapes.CLAIM.row(claim), *shapes.EVENT.row(claim.event), *when)


def across(
    connection: Connection, run: str, reuses: Sequence[Reuse], incidents: Sequence[Incident]
) -> None:
    """Writes what holds across documents in place of what the run had."""
    for table in ("reuse_span", "reuse"):
        connection.execute(f"DELETE FROM {table} WHERE run = ?", (run,))  # noqa: S608
    rows: Rows = {"reuse": _listed((run,), shapes.REUSE, reuses), "reuse_span": []}
    for place, reuse in enumerate(reuses):
        rows["reuse_span"] += [
            (run, place, n, there.start, there.end, here.start, here.end)
            for n, (there, here) in enumerate(reuse.spans)
        ]
    _insert_all(connection, rows)
    _incidents(connection, run, incidents)


_OF_INCIDENT = (
    "verdict", "link_weight", "incident_link", "incident_origin", "incident_claim",
    "incident_rejected", "incident_judged", "toll",
)  # fmt: skip


def _incidents(connection: Connection, run: str, incidents: Sequence[Incident]) -> None:
    """Writes the incidents that differ from those that are there; the others stay untouched."""
    made = {one.id: _incident_rows(run, one) for one in incidents}
    # A digest is of what is told, whichever run told it: else a new version would change it all.
    own = {one.id: sha256(to_json(_incident_rows("", one))) for one in incidents}
    there = changes.digests(connection, run)
    kept = {one for one, digest in there.items() if own.get(one) == digest}
    stored = connection.execute("SELECT place, id FROM incident WHERE run = ?", (run,))
    old = [(run, place) for place, one in stored if one not in kept]
    for table in _OF_INCIDENT:
        connection.executemany(f"DELETE FROM {table} WHERE run = ? AND incident = ?", old)  # noqa: S608
    connection.executemany("DELETE FROM incident WHERE run = ? AND place = ?", old)
    for one in incidents:
        if one.id not in kept:
            _insert_all(connection, made[one.id])
    changes.note(connection, run, incidents, own)


def _incident_rows(run: str, incident: Incident) -> Rows:
    place = int(hashlib.sha256(incident.id.encode()).hexdigest()[:_PLACE], 16)
    key = (run, place)
    return {
        "incident": [(*key, *shapes.INCIDENT.row(incident))],
        "incident_claim": [(*key, n, claim) for n, claim in enumerate(incident.claims)],
        "incident_origin": [
            (*key, origin, n, claim)
            for origin, members in enumerate(incident.originators)
            for n, claim in enumerate(members)
        ],
        "incident_link": _listed(key, shapes.INCIDENT_LINK, incident.links),
        "link_weight": [
            row
            for n, link in enumerate(incident.links)
            for row in _listed((*key, n), shapes.WEIGHT, link.weights)
        ],
        "verdict": _listed(key, shapes.VERDICT, incident.verdicts),
        "incident_rejected": [(*key, n, one) for n, one in enumerate(incident.rejected)],
        "incident_judged": _listed(key, shapes.JUDGED, incident.judged),
        "toll": _listed(key, shapes.TOLL, incident.tolls),
    }


def _listed(
    key: tuple[Cell, ...], shape: Shape[Any], values: Iterable[Any]
) -> list[tuple[Cell, ...]]:
    return [(*key, place, *shape.row(value)) for place, value in enumerate(values)]


def _insert_all(connection: Connection, rows: Rows) -> None:
    for table, some in rows.items():
        if some:
            columns = _WHOLE.get(table) or (
                *_PARENTS.get(table, ("analysis", "place")),
                *_COLUMNS[table],
            )
            insert(connection, table, columns, some)


def _next_analysis(connection: Connection) -> int:
    row = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM analysis").fetchone()
    return int(row[0])
