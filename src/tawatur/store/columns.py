"""How a value becomes columns of a table and back: one line for each of its fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
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


@dataclass(frozen=True)
class Shape(Generic[T]):
    """The columns of a value of ``kind``, without the fields that have tables of their own."""

    kind: Callable[..., T]
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(name for column in self.columns for name in column.names)

    @cached_property
    def _plain(self) -> tuple[tuple[str, int], ...]:
        """The fields that are stored as they are, each with its place in a row."""
        return tuple((c.field, place) for c, place in self._placed() if c.value is _same)

    @cached_property
    def _made(self) -> tuple[tuple[str, Callable[..., Any], int, int], ...]:
        """The others: field, the way back, where its cells begin and end."""
        return tuple(
            (c.field, c.value, place, place + len(c.names))
            for c, place in self._placed()
            if c.value is not _same
        )

    def _placed(self) -> Iterator[tuple[Column, int]]:
        return zip(
            self.columns, accumulate((len(c.names) for c in self.columns), initial=0), strict=False
        )

    def row(self, value: T) -> tuple[Cell, ...]:
        """The cells of ``value``, in the order of ``names``."""
        cells: list[Cell] = []
        for column in self.columns:
            cells.extend(column.cells(getattr(value, column.field)))
        return tuple(cells)

    def value(self, row: Sequence[Cell], **others: Any) -> T:
        """The value of a row; ``others`` are the fields that have tables of their own."""
        for field, place in self._plain:  # this runs for every value of every analysis loaded
            others[field] = row[place]
        for field, back, place, stop in self._made:
            others[field] = back(*row[place:stop])
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
