"""Tables as Parquet, written by DuckDB with the types that ``columns.tsv`` gives."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tawatur.export.cells import Value
from tawatur.export.columns import columns

_TYPES: Final = {"text": "VARCHAR", "integer": "BIGINT", "real": "DOUBLE", "day": "DATE"}
_GLOB: Final = re.compile(r"([*?\[])")  # DuckDB reads patterns; so written they mean themselves
_LONGEST: Final = 2**26  # bytes of a row: a report has at most 5 MB


class ParquetTable:
    """A Parquet file. Rows wait in a file beside it, as DuckDB writes column by column."""

    def __init__(self, path: Path, table: str) -> None:
        self._path, self._columns = path, columns(table)
        self._waiting = path.with_name(f"{path.name}.rows")
        self._file = self._waiting.open("w", encoding="utf-8", newline="\n")

    def row(self, values: Sequence[Value]) -> None:
        """Keeps one row."""
        filled = {
            column.name: value
            for column, value in zip(self._columns, values, strict=True)
            if value is not None
        }
        self._file.write(json.dumps(filled, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Writes the file."""
        import duckdb

        self._file.close()
        # A provenance row's values are of every kind: there "value" is text.
        types = ", ".join(f"{_quoted(c.name)}: '{_TYPES[c.type]}'" for c in self._columns)
        waiting = _GLOB.sub(r"[\1]", str(self._waiting))
        with duckdb.connect() as connection:
            # One thread: the order of rows and the bytes are the same every time.
            connection.execute("SET threads = 1")
            try:
                connection.execute(
                    f"COPY (SELECT * FROM read_json({_quoted(waiting)},"  # noqa: S608
                    f" format = 'newline_delimited', maximum_object_size = {_LONGEST},"
                    f" columns = {{{types}}})) TO {_quoted(str(self._path))}"
                    " (FORMAT parquet, COMPRESSION zstd)"
                )
            except duckdb.Error as error:
                raise OSError(f"cannot be written ({error})") from None

    def discard(self) -> None:
        """Removes the rows that were kept."""
        self._file.close()
        self._waiting.unlink(missing_ok=True)


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
