"""Whether a project is still what was written: hashes, offsets, references."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from tawatur.model.text import Document
from tawatur.store import objects
from tawatur.store.store import Store, content_id


def verify(store: Store, folder: Path) -> Iterator[str]:
    """What is wrong, one line a fault; nothing where all is well."""
    connection = store.connection
    for (fault,) in connection.execute("PRAGMA integrity_check"):
        if fault != "ok":
            yield f"database: {fault}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table}: row {row} refers to a row of {parent} that is not there"
    yield from _documents(store)
    yield from _members(connection)
    yield from _spans(connection)
    for (digest,) in connection.execute("SELECT sha256 FROM object ORDER BY sha256"):
        if reason := objects.fault(folder, digest):
            yield f"object {digest} {reason}"


def _documents(store: Store) -> Iterator[str]:
    rows = store.connection.execute("SELECT id, sha256, text FROM document ORDER BY number")
    for own_id, digest, text in rows:
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
            yield f"{own_id}: its text is not the one that was read"
            continue
        found = store.document(own_id)
        assert isinstance(found, Document)
        if content_id(found) != own_id:
            yield f"{own_id}: its outlet, day, title or address is not the one that was read"


def _members(connection: Connection) -> Iterator[str]:
    """Every claim of an incident or a thread was found by its run, or added by a person."""
    for table, column in (("incident_claim", "claim"), ("incident_origin", "claim"),
                          ("verdict", "left_claim"), ("verdict", "right_claim"),
                          ("thread_state", "claim"), ("thread_tension", "left_claim"),
                          ("thread_tension", "right_claim")):  # fmt: skip
        rows = connection.execute(
            f"SELECT DISTINCT run, {column} FROM {table} EXCEPT SELECT run, id FROM claim"  # noqa: S608
            " EXCEPT SELECT run, claim FROM amendment"
        )
        for run, claim in rows:
            yield f"{table}: {claim} is not among the claims of {run}"


def _spans(connection: Connection) -> Iterator[str]:
    """Every pair of columns ``start`` and ``stop`` must lie inside its document's text."""
    for table, first, second in _span_columns(connection):
        key = "t.analysis" if table != "analysis" else "t.number"
        rows = connection.execute(
            f"SELECT d.id, t.{first}, t.{second}"  # noqa: S608
            f" FROM {table} t JOIN analysis a ON a.number = {key}"
            " JOIN document d ON d.id = a.document"
            f" WHERE t.{first} IS NOT NULL"
            f" AND NOT (0 <= t.{first} AND t.{first} < t.{second} AND t.{second} <= length(d.text))"
        )
        for own_id, start, stop in rows:
            yield f"{own_id}: {table} stands at [{start}, {stop}), which is outside the text"


def _span_columns(connection: Connection) -> Iterator[tuple[str, str, str]]:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for (table,) in tables.fetchall():
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        if "analysis" not in columns and table != "analysis":
            continue
        for name in columns:
            if name == "start" or name.endswith("_start"):
                yield table, name, name.removesuffix("start") + "stop"
