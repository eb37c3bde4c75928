"""The tables that can be exported, and how their rows are written with their provenance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tawatur.export import accounts, acled, plover, ucdp
from tawatur.export.cells import Row, Value, provenance
from tawatur.export.columns import names
from tawatur.export.happening import Happening

PROVENANCE: Final = "provenance"


class Rows(Protocol):
    """Where rows go: a file of some form."""

    def row(self, values: Sequence[Value]) -> None:
        """Writes one row."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name in ``columns.tsv``, the column of its ids, and the rows of an incident."""

    name: str
    key: str
    rows: Callable[[Happening], Iterator[Row]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return names(self.name)


TABLES: Final[Mapping[str, Table]] = {
    module.NAME: Table(module.NAME, module.KEY, module.rows)
    for module in (accounts, acled, ucdp, plover)
}


def write(
    table: Table, happenings: Iterable[Happening], into: Rows, proof: Rows | None = None
) -> int:
    """Writes the rows of a table, and of each cell the words behind it; how many rows there are."""
    written = 0
    for happening in happenings:
        for row in table.rows(happening):
            into.row([cell.value for cell in row.values()])
            written += 1
            if proof is not None:
                for line in provenance(table.key, row):
                    proof.row(line)
    return written
