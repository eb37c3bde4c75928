"""The contents of a store in one order, without clocks: equal stores give equal bytes."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Final

from tawatur.store.columns import to_json

# How the record came to be: it depends on what was added when, the record does not.
_HISTORY: Final = frozenset({"edition", "change"})
_CLOCKS: Final = frozenset({"added_at", "started_at"})
# Numbers that depend on the order of arrival, and what stands for them in a dump.
_NUMBERS: Final = {
    ("analysis", "number"): "",
    ("document", "number"): "",
}


def dump(connection: Connection) -> Iterator[str]:
    """One JSON line for each row of each table, sorted."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'document_words%'"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        if table in _HISTORY:
            continue
        yield from sorted(_rows(connection, table))


def _rows(connection: Connection, table: str) -> Iterator[str]:
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [
        name for _, name, *_ in info if name not in _CLOCKS and (table, name) not in _NUMBERS
    ]
    # Analyses are numbered as they are written; a dump names them by run and document.
    by_analysis = "analysis" in columns
    chosen = ", ".join(
        "a.run || ' ' || a.document" if name == "analysis" else f't."{name}"' for name in columns
    )
    join = " JOIN analysis a ON a.number = t.analysis" if by_analysis else ""
    for row in connection.execute(f"SELECT {chosen} FROM {table} t{join}"):  # noqa: S608
        yield to_json([table, *row])
