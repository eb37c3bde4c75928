"""Threads in the store: subjects, their states, and what does not go together among these."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from sqlite3 import Connection
from typing import Any, Final

from tawatur.compare.amount import Amount
from tawatur.compare.state import State
from tawatur.compare.threads import Thread
from tawatur.model.mention import QuantityMod
from tawatur.store.columns import Cell, Column, Shape, array, day, flag, insert, span, text, to_json
from tawatur.store.shapes import VERDICT


def _days(field: str) -> Column:
    """Two days, the first and the last, as two columns; of ``due`` both or none."""

    def cells(value: tuple[date | None, date | None] | None) -> tuple[Cell, ...]:
        first, last = value or (None, None)
        return (first.isoformat() if first else None, last.isoformat() if last else None)

    def back(first: str | None, last: str | None) -> Any:
        days = tuple(None if one is None else date.fromisoformat(one) for one in (first, last))
        return None if field == "due" and days == (None, None) else days

    return Column(field, (f"{field}_earliest", f"{field}_latest"), cells, back)


def _level() -> Column:
    def cells(value: tuple[float, float | None] | None) -> tuple[Cell, ...]:
        return (None, None) if value is None else value

    def back(low: float | None, high: float | None) -> Any:
        return None if low is None else (low, high)

    return Column("level", ("level_low", "level_high"), cells, back)


def _amounts() -> Column:
    def cells(value: Sequence[Amount]) -> tuple[Cell, ...]:
        return (to_json([asdict(one) for one in value]),)

    def back(cell: str) -> tuple[Amount, ...]:
        return tuple(
            Amount(**{**one, "mod": one["mod"] and QuantityMod(one["mod"])})
            for one in json.loads(cell)
        )

    return Column("counts", ("counts",), cells, back)


THREAD: Final = Shape(
    Thread,
    (
        text("id"),
        text("kind"),
        text("subject"),
        text("key"),
        array("about"),
        text("name"),
        text("sort"),
        text("country"),
    ),
)
STATE: Final = Shape(
    State,
    (text("claim"), text("what"), text("how"), day("earliest"), day("latest"), day("said"),
     text("who"), text("speaker"), text("place", "location"), text("place_id"), _amounts(),
     text("aspect"), text("sign"), flag("ahead"), _days("due"), _days("told"), text("origin"),
     text("owner"), text("document"), span("span"), _level(), flag("past")),
)  # fmt: skip
TABLES: Final = ("thread_tension", "thread_state", "thread")  # what refers to another first


def write(connection: Connection, run: str, threads: Sequence[Thread]) -> None:
    """Writes the threads of a run in place of those it had."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE run = ?", (run,))  # noqa: S608
    key = ("run", "place")
    insert(connection, "thread", (*key, *THREAD.names),
            [(run, place, *THREAD.row(one)) for place, one in enumerate(threads)])  # fmt: skip
    inner = ("run", "thread", "place")
    insert(connection, "thread_state", (*inner, *STATE.names),
            [(run, n, place, *STATE.row(one))
             for n, thread in enumerate(threads)
             for place, one in enumerate(thread.states)])  # fmt: skip
    insert(connection, "thread_tension", (*inner, *VERDICT.names),
            [(run, n, place, *VERDICT.row(one))
             for n, thread in enumerate(threads)
             for place, one in enumerate(thread.tensions)])  # fmt: skip


def load(connection: Connection, run: str) -> tuple[Thread, ...]:
    """The threads of a run, in order."""
    states = _grouped(connection, run, "thread_state", STATE)
    tensions = _grouped(connection, run, "thread_tension", VERDICT)
    rows = connection.execute(
        f"SELECT {', '.join(THREAD.names)} FROM thread WHERE run = ? ORDER BY place",  # noqa: S608
        (run,),
    )
    return tuple(
        THREAD.value(row, states=tuple(states.get(n, ())), tensions=tuple(tensions.get(n, ())))
        for n, row in enumerate(rows)
    )


def _grouped(
    connection: Connection, run: str, table: str, shape: Shape[Any]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    rows = connection.execute(
        f"SELECT thread, {', '.join(shape.names)} FROM {table}"  # noqa: S608
        " WHERE run = ? ORDER BY thread, place",
        (run,),
    )
    for thread, *row in rows:
        found.setdefault(thread, []).append(shape.value(row))
    return found
