"""What each export writes: its columns in order, their types, and the rule behind every cell.

``columns.tsv`` is the one place where they are listed: headers, typed files and the tables of
``docs/exports.md`` are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tawatur.rules.load import rows


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a field of an export that is no table."""

    name: str
    type: str
    rule: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it can be derived, so that it is there for the reader's sake only."""
        return self.rule.startswith("Always empty")


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in the order in which they are written.

    >>> columns("acled")[1].name
    'event_date'
    """
    return _tables()[table]


def names(table: str) -> tuple[str, ...]:
    """The names of a table's columns."""
    return tuple(column.name for column in columns(table))


def tables() -> tuple[str, ...]:
    """The tables and formats that are listed."""
    return tuple(_tables())


def markdown(table: str) -> str:
    r"""The columns as a table in Markdown, for the documentation.

    >>> markdown("brat").split("\n")[0]
    '| column | type | rule |'
    """
    rows = [f"| `{one.name}` | {one.type} | {one.rule} |" for one in columns(table)]
    return "\n".join(["| column | type | rule |", "|---|---|---|", *rows])


@cache
def _tables() -> dict[str, tuple[Column, ...]]:
    found: dict[str, list[Column]] = {}
    text = files("tawatur.export").joinpath("columns.tsv").read_text("utf-8")
    for table, name, type_, rule in rows("export/columns.tsv", text):
        found.setdefault(table, []).append(Column(name, type_, rule))
    return {table: tuple(listed) for table, listed in found.items()}
