"""How a value becomes columns of a table and back: one line for each of its fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as own
from datetime import date
from sqlite3 import Connection
from typing import Any, Generic, TypeVar

from tawatur.model.text import Span

T = TypeVar("T")
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a value: the columns it takes, the way there and the way back."""

    field: str
    names: tuple[str, ...]
    cells: Callable[[Any], tuple[Cell, ...]]
    value: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """The columns of a value of ``kind``, without the fields that have tables of their own.

    ``names`` are the columns' names in order.
    """

    kind: Callable[..., T]
    columns: tuple[Column, ...]
    names: tuple[str, ...] = own(init=False)
    _readers: tuple[tuple[str, int, Callable[..., Any] | None, bool], ...] = own(init=False)

    def __post_init__(self) -> None:
        names: list[str] = []
        readers = []
        for column in self.columns:
            read = None if column.value is _same else column.value
            readers.append((column.field, len(names), read, len(column.names) > 1))
            names.extend(column.names)
        object.__setattr__(self, "names", tuple(names))
        object.__setattr__(self, "_readers", tuple(readers))

    def row(self, value: T) -> tuple[Cell, ...]:
        """The cells of ``value``, in the order of ``names``."""
        cells: list[Cell] = []
        for column in self.columns:
            cells.extend(column.cells(getattr(value, column.field)))
        return tuple(cells)

    def value(self, row: Sequence[Cell], **others: Any) -> T:
        """The value of a row; ``others`` are the fields that have tables of their own.

        Cells after those of ``names`` are left alone.
        """
        for field, place, read, double in self._readers:  # for all that is loaded, each time
            if read is None:
                others[field] = row[place]
            elif double:
                others[field] = read(row[place], row[place + 1])
            else:
                others[field] = read(row[place])
        return self.kind(**others)


def text(field: str, name: str | None = None) -> Column:
    """A text or a whole number, stored as it is."""
    return Column(field, (name or field,), _as_it_is, _same)


def real(field: str) -> Column:
    """A number, stored as a floating-point one."""
    return Column(field, (field,), _real, _same)


def flag(field: str) -> Column:
    """A yes or no, stored as 1 or 0."""
    return Column(field, (field,), _flag, bool)


def closed(field: str, kind: Callable[[str], Any]) -> Column:
    """A word of a closed set."""
    return Column(field, (field,), _word, kind)


def day(field: str, name: str | None = None) -> Column:
    """A day, stored as ISO 8601."""
    return Column(field, (name or field,), _day, _from_day)


def span(field: str, prefix: str = "") -> Column:
    """A range of the text, stored as ``start`` and ``stop``."""
    return Column(field, (f"{prefix}start", f"{prefix}stop"), _span, _from_span)


def array(field: str, name: str | None = None) -> Column:
    """Some words, stored as a JSON array."""
    return Column(field, (name or field,), _array, _from_array)


def days(field: str, name: str | None = None) -> Column:
    """Some days, stored as a JSON array."""
    return Column(field, (name or field,), _days, _from_days)


def mapping(field: str) -> Column:
    """A mapping, stored as a JSON object with its keys in order."""
    return Column(field, (field,), _mapping, _from_mapping)


def record(field: str, kind: Callable[..., Any]) -> Column:
    """A value with a ``span`` of its own, stored as a JSON object."""

    def back(cell: str | None) -> Any:
        if cell is None:
            return None
        fields = json.loads(cell)
        return kind(**{**fields, "span": Span(**fields["span"])})

    return Column(field, (field,), _record, back)


def to_json(value: object) -> str:
    """The one way in which JSON is written into the project."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _same(cell: Cell) -> Cell:
    return cell


def _as_it_is(value: Cell) -> tuple[Cell, ...]:
    return (value,)


def _real(value: float | None) -> tuple[Cell, ...]:
    return (None if value is None else float(value),)


def _flag(value: bool) -> tuple[Cell, ...]:
    return (int(value),)


def _word(value: str) -> tuple[Cell, ...]:
    return (str(value),)


def _day(value: date | None) -> tuple[Cell, ...]:
    return (None if value is None else value.isoformat(),)


def _from_day(cell: str | None) -> date | None:
    return None if cell is None else date.fromisoformat(cell)


def _span(value: Span | None) -> tuple[Cell, ...]:
    return (None, None) if value is None else (value.start, value.end)


def _from_span(start: int | None, stop: int | None) -> Span | None:
    return None if start is None or stop is None else Span(start, stop)


def _array(value: Sequence[str]) -> tuple[Cell, ...]:
    return (to_json(list(value)),)


def _from_array(cell: str) -> tuple[str, ...]:
    return () if cell == "[]" else tuple(json.loads(cell))


def _days(value: Sequence[date]) -> tuple[Cell, ...]:
    return (to_json([one.isoformat() for one in value]),)


def _from_days(cell: str) -> tuple[date, ...]:
    return () if cell == "[]" else tuple(map(date.fromisoformat, json.loads(cell)))


def _record(value: Any) -> tuple[Cell, ...]:
    return (None if value is None else to_json(asdict(value)),)


def _mapping(value: object) -> tuple[Cell, ...]:
    return (None if value is None else to_json(dict(value)),)  # type: ignore[call-overload]


def _from_mapping(cell: str | None) -> Any:
    return None if cell is None else json.loads(cell)


def insert(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Adds rows to a table of ours; its name and those of its columns are never a user's."""
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
        rows,
    )
