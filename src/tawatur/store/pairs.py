"""People whose names may be one, in the store: written with what holds across documents."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection
from typing import Any, Final

from tawatur.link.people import Join
from tawatur.store.columns import Column, Shape, array, insert, real, text


def _names() -> Column:
    def back(left: str, right: str) -> Any:
        return left, right

    return Column("names", ("left_name", "right_name"), tuple, back)


PAIR: Final = Shape(
    Join,
    (text("left", "left_id"), text("right", "right_id"), _names(), real("score"),
     text("decision"), array("reasons")),
)  # fmt: skip


def write(connection: Connection, run: str, pairs: Sequence[Join]) -> None:
    """Writes the pairs of a run in place of those it had."""
    connection.execute("DELETE FROM name_pair WHERE run = ?", (run,))
    insert(connection, "name_pair", ("run", "place", *PAIR.names),
           [(run, place, *PAIR.row(one)) for place, one in enumerate(pairs)])  # fmt: skip


def load(connection: Connection, run: str) -> tuple[Join, ...]:
    """The pairs of a run, the likeliest first."""
    rows = connection.execute(
        f"SELECT {', '.join(PAIR.names)} FROM name_pair WHERE run = ? ORDER BY place",  # noqa: S608
        (run,),
    )
    return tuple(map(PAIR.value, rows))
