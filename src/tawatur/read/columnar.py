"""Reports out of Parquet, a row each, read by DuckDB in pages of bounded size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tawatur.errors import UnreadableError
from tawatur.read.report import Limits

if TYPE_CHECKING:
    import duckdb

_COLUMNS: Final = ("text", "id", "published", "outlet", "title", "url")
_PAGE_BYTES: Final = 32_000_000
_PAGE_ROWS: Final = 10_000
_MEMORY: Final = "1500MB"
_GLOB: Final = re.compile(r"([*?\[])")  # DuckDB reads patterns; so written they mean themselves


def rows(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file by the columns that reports have; ``text`` is always one.

    A text that is too long comes as ``None`` with its length under ``length``.
    Raises ``UnreadableError`` where it is none, or cannot be one.
    """
    import duckdb

    try:
        with _connected(path) as connection:
            yield from _rows(connection, path, limits)
    except duckdb.Error as error:
        reason = str(error).split("\n", 1)[0][:200]
        raise UnreadableError(f"not Parquet that can be read: {reason}") from None


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that can read this one file and nothing else."""
    import duckdb

    connection = duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY})
    connection.execute(f"SET allowed_paths = [{_quoted(str(path))}, {_pattern(path)}]")
    for setting in ("enable_external_access = false", "lock_configuration = true"):
        connection.execute(f"SET {setting}")
    return connection


def _rows(
    connection: duckdb.DuckDBPyConnection, path: Path, limits: Limits
) -> Iterator[dict[str, Any]]:
    source = f"read_parquet({_pattern(path)}"
    described = connection.execute(f"DESCRIBE SELECT * FROM {source})").fetchall()  # noqa: S608
    names = {name.strip().lower(): (name, kind) for name, kind, *_ in reversed(described)}
    if "text" not in names or names["text"][1] != "VARCHAR":
        raise UnreadableError('no column "text" of texts')
    total, size = _measure(connection, path)
    if total > path.stat().st_size:
        raise UnreadableError(f"{total:,} rows in {path.stat().st_size:,} bytes")
    page = max(50, min(_PAGE_ROWS, _PAGE_BYTES * max(total, 1) // max(size, 1)))
    found = [name for name in _COLUMNS if name in names]
    chosen = ", ".join(f"CAST({_name(names[one][0])} AS VARCHAR)" for one in found[1:])
    text = _name(names["text"][0])
    fits = f"CASE WHEN strlen({text}) <= {4 * limits.characters} THEN {text} END"
    for first in range(0, total, page):
        query = (
            f"SELECT strlen({text}), {', '.join(filter(None, (fits, chosen)))}"  # noqa: S608
            f" FROM {source}, file_row_number = true) WHERE file_row_number >= {first}"
            f" AND file_row_number < {first + page} ORDER BY file_row_number"
        )
        for length, *cells in connection.execute(query).fetchall():
            yield {**dict(zip(found, cells, strict=True)), "length": length}


def _measure(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, int]:
    """How many rows a file has, and how many bytes they are unpacked."""
    name = _pattern(path)
    [(count,)] = connection.execute(
        f"SELECT num_rows FROM parquet_file_metadata({name})"  # noqa: S608
    ).fetchall()
    [(size,)] = connection.execute(
        f"SELECT sum(total_uncompressed_size) FROM parquet_metadata({name})"  # noqa: S608
    ).fetchall()
    return int(count), int(size or 0)


def _pattern(path: Path) -> str:
    return _quoted(_GLOB.sub(r"[\1]", str(path)))


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _name(column: str) -> str:
    doubled = column.replace('"', '""')
    return f'"{doubled}"'
