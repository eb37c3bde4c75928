"""Reports that stand one a line or one a row: JSON Lines, JSON, CSV and TSV."""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import IO, Any, Final, Protocol

from tawatur.errors import UnreadableError
from tawatur.model.text import Document, Rejected
from tawatur.read.report import Found, Limits, document

BROKEN: Final = (OSError, EOFError, zlib.error)  # what reading a damaged or lost file raises


class Lines(Protocol):
    """A file that gives its bytes a line at a time, packed or not."""

    def readline(self, size: int = ..., /) -> bytes:
        """The next line, or as much of it as asked for."""


def lines(file: Lines, name: str, limits: Limits) -> Iterator[Found | Rejected]:
    """A document for each line of JSON Lines; a line that is none is rejected with its number."""
    for number in count(1):
        try:
            line = file.readline(_line_cap(limits))
        except (*BROKEN, UnreadableError) as error:
            yield Rejected(f"{name}:{number}", f"file broken off: {error}")
            return
        if not line:
            if number == 1:
                yield Rejected(name, "empty")
            return
        if len(line) == _line_cap(limits) and not line.endswith(b"\n"):
            _skip_line(file, limits)
            yield Rejected(f"{name}:{number}", f"a line of more than {_line_cap(limits):,} bytes")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield line_record(line, name, number, limits)


def line_record(line: bytes, name: str, number: int, limits: Limits) -> Found | Rejected:
    """The document of one JSON line."""
    given: object = None
    try:
        record = json_object(line)
        given = record.get("id")
        return Found(of_record(record, f"{name}:{number}", Path(name).stem, number, limits), line)
    except UnreadableError as error:
        return Rejected(f"{name}:{number}", _with_id(given, str(error)))


def json_object(line: bytes) -> dict[str, Any]:
    """The JSON object on a line; raises ``UnreadableError`` saying what is wrong with it."""
    try:
        if not line.strip():
            raise UnreadableError("empty line")
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not UTF-8: byte 0x{line[error.start]:02x} at {error.start}"
        ) from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error.msg} at character {error.pos}") from None
    except (RecursionError, ValueError):  # brackets nested too deep, a number of too many digits
        raise UnreadableError(
            "not JSON that can be read: nested too deep or too long a number"
        ) from None
    if not isinstance(record, dict):
        raise UnreadableError('not a JSON object with a "text"')
    return record


def of_record(
    record: Mapping[str, Any], path: str, stem: str, number: int, limits: Limits
) -> Document:
    """The document that a record gives; raises ``UnreadableError`` where it gives none."""
    text = record.get("text")
    if not isinstance(text, str):
        raise UnreadableError('no "text"' if text is None else '"text" is not a text')
    given = record.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise UnreadableError('"id" is neither a text nor a whole number')
    own = str(given) if given not in (None, "") else f"{stem}:{number}"
    return document(text, record, own_id=own, path=path, limits=limits)


def whole(data: bytes, name: str, limits: Limits) -> Iterator[Found | Rejected] | None:
    """The documents of a ``.json`` file that is one object or one list; else ``None``."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None
    records = value if isinstance(value, list) else [value]
    encoded = (
        json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") for record in records
    )
    return (line_record(line, name, n, limits) for n, line in enumerate(encoded, 1))


def rows(file: IO[str], name: str, delimiter: str, limits: Limits) -> Iterator[Found | Rejected]:
    """A document for each row of a table with a column ``text``."""
    csv.field_size_limit(limits.characters)
    kept: list[str] = []
    reader = csv.reader(_kept(file, kept), delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    while True:
        line = reader.line_num + 1
        kept.clear()
        try:
            row = next(reader, None)
        except (csv.Error, UnicodeDecodeError, UnreadableError, *BROKEN) as error:
            yield Rejected(f"{name}:{line}", f"table broken off: {_table_fault(error)}")
            return
        if row is None:
            return
        if columns is None:
            columns = [cell.strip().lower() for cell in row]
            if "text" not in columns:
                yield Rejected(name, 'no column "text" in the first row')
                return
        elif row:
            yield _row(dict(zip(columns, row, strict=False)), kept, name, line, limits)


def _row(
    record: dict[str, str], kept: list[str], name: str, line: int, limits: Limits
) -> Found | Rejected:
    path = f"{name}:{line}"
    filled = {column: cell for column, cell in record.items() if cell or column == "text"}
    try:
        found = of_record(filled, path, Path(name).stem, line, limits)
    except UnreadableError as error:
        return Rejected(path, _with_id(filled.get("id"), str(error)))
    return Found(found, "".join(kept).encode("utf-8", "replace"))


def _kept(file: Iterable[str], kept: list[str]) -> Iterator[str]:
    for line in file:
        kept.append(line)
        yield line


def _table_fault(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8: byte 0x{error.object[error.start]:02x}"
    return str(error)


def _with_id(given: object, reason: str) -> str:
    return f"{reason} (id {given})" if isinstance(given, str | int) and given != "" else reason


def _line_cap(limits: Limits) -> int:
    return 2 * limits.bytes


def _skip_line(file: Lines, limits: Limits) -> None:
    while (rest := file.readline(_line_cap(limits))) and not rest.endswith(b"\n"):
        pass
