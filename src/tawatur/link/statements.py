"""The statements in ``sql/``, and numbers on their way into the tables that they read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS: Final = 20_000  # rows written, or read, at a time


def statement(name: str, given: Mapping[str, int | str]) -> str:
    """The statements of a file; a word after a colon stands for what is ``given``."""
    return re.sub(r"(?<!:):([a-z]+)\b", lambda found: str(given[found[1]]), _text(name))


@cache
def _text(name: str) -> str:
    return files("tawatur.link").joinpath(f"sql/{name}.sql").read_text("utf-8")


def fill(
    connection: DuckDBPyConnection, table: str, rows: Iterable[Sequence[int | None]], width: int
) -> None:
    """Adds rows of whole numbers to a table.

    A column is passed as one string: DuckDB takes that apart six times faster than it takes over
    a list from Python. What is no number there, ``None``, becomes NULL.
    """
    columns = ", ".join(["TRY_CAST(UNNEST(string_split(?, ',')) AS BIGINT)"] * width)
    insert = f"INSERT INTO {table} SELECT {columns}"
    rest = iter(rows)
    while batch := list(islice(rest, _ROWS)):
        columns_of_text = [",".join(map(str, column)) for column in zip(*batch, strict=True)]
        connection.execute(insert, columns_of_text)


def read(
    connection: DuckDBPyConnection, query: str, given: Mapping[str, int | str]
) -> Iterator[tuple[int, ...]]:
    """The rows of the statement of that name, some at a time."""
    for batch in batches(connection, query, given):
        yield from batch


def batches(
    connection: DuckDBPyConnection, query: str, given: Mapping[str, int | str]
) -> Iterator[list[tuple[int, ...]]]:
    """The same in the lists in which they come."""
    found = connection.execute(statement(query, given))
    while batch := found.fetchmany(_ROWS):
        yield batch
