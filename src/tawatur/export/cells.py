"""A cell of an exported table with the words behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from tawatur.export.columns import names
from tawatur.model.claim import Analysis
from tawatur.model.text import Span

Value = str | int | float | None
T = TypeVar("T")
_STATED: Final = "stated by the input"
SEPARATOR: Final = "; "  # between several values of one cell


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words on which a value rests, with the rule that read them.

    Where the carrier of a report states the value (title, address), there is no place in the text.
    ``note`` says what these words in particular add.
    """

    document: str
    outlet: str | None
    path: str | None
    start: int | None
    end: int | None
    quote: str
    rule: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, the words behind it, and why it is this one of several, or none."""

    value: Value = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


Row = Mapping[str, Cell]
Table = Mapping[str, Callable[[T], Cell]]  # how each column is derived; the others stay empty
EMPTY: Final = Cell()


def row(name: str, table: Table[T], subject: T) -> Row:
    """The cells of ``subject`` under all columns of the table called ``name``."""
    return {column: table[column](subject) if column in table else EMPTY for column in names(name)}


def words(analysis: Analysis, span: Span, rule: str, note: str = "") -> Evidence:
    """The characters of a report at ``span``, read by ``rule``."""
    document = analysis.document
    return Evidence(
        document.id, document.outlet, document.path, span.start, span.end,
        span.of(document.text), rule, note,
    )  # fmt: skip


def stated(analysis: Analysis, rule: str = _STATED, note: str = "") -> Evidence:
    """What rests on no words of a report: above all what its carrier says of it."""
    document = analysis.document
    return Evidence(document.id, document.outlet, document.path, None, None, "", rule, note)


def several(values: Iterable[str]) -> str | None:
    """Different values in one cell, in order of appearance; ``None`` where there are none.

    >>> several(["IQ", "IR", "IQ"])
    'IQ; IR'
    """
    return SEPARATOR.join(dict.fromkeys(value for value in values if value)) or None


def provenance(key: str, cells: Row) -> Iterator[tuple[Value, ...]]:
    """The rows of the provenance table for one row of a table whose id stands under ``key``.

    Every cell that has a value, or of which something is to be said, has one row at least.
    """
    own = cells[key].value
    for column, cell in cells.items():
        if cell.value is None and not cell.note:
            continue
        for one in dict.fromkeys(cell.evidence) or (None,):
            place = (None,) * 7 if one is None else (
                one.document, one.outlet, one.path, one.start, one.end, one.quote, one.rule
            )  # fmt: skip
            note = (one.note if one else "") or cell.note or None
            yield (own, column, _shown(cell.value), *place, note)


def _shown(value: Value) -> str | None:
    """A value of any kind as text, as a column of values of all kinds must have them."""
    return None if value is None else str(value)
