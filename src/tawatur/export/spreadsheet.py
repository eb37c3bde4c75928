"""Tables that are safe to open in a spreadsheet: CSV, and workbooks that run from right to left."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TextIO

from tawatur.export.cells import Value
from tawatur.export.columns import names

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# What a spreadsheet would take for a formula, and characters that change the order of a line.
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_ORDER: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MOST_ROWS: Final = 1_048_576  # of a sheet, by Excel's specification
_MOST_CHARACTERS: Final = 32_767  # of a cell
_WIDTHS: Final = {"sentence": 80, "quote": 60, "notes": 80, "value": 30, "note": 40}
_WIDTH: Final = 16  # in characters
# A workbook says when it was made; the same results must give the same bytes.
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class CsvTable:
    """A table as CSV: a line of its column names, then the rows."""

    def __init__(self, file: TextIO, table: str) -> None:
        self._table = csv.writer(file, lineterminator="\n")
        self._table.writerow(names(table))

    def row(self, values: Sequence[Value]) -> None:
        """Writes one row."""
        self._table.writerow([cell(value) for value in values])


class Workbook:
    """An XLSX file, written row by row in little memory; complete when it is closed."""

    def __init__(self, file: BinaryIO) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False, "in_memory": False}  # fmt: skip
        self._book = xlsxwriter.Workbook(file, options)
        self._book.set_properties({"created": _MADE, "author": "tawatur"})
        self._head = self._book.add_format({"bold": True, "bottom": 1})

    def table(self, name: str) -> Sheets:
        """A table in a sheet of its own, and in further ones where it is too long for one."""
        return Sheets(self, name)

    def sheet(self, name: str, columns: Sequence[str]) -> Worksheet:
        """A new sheet with a line of column names that stays in view."""
        sheet = self._book.add_worksheet(name)
        sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(column, _WIDTH))
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, self._head)
        return sheet

    def close(self) -> None:
        """Writes the file."""
        self._book.close()


class Sheets:
    """The sheets of one table of a workbook."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book, self._name, self._columns = book, name, names(name)
        self._number, self._sheet = 1, book.sheet(name, self._columns)
        self._at = 1

    def row(self, values: Sequence[Value]) -> None:
        """Writes one row. Texts are written as texts, whatever they begin with."""
        if self._at == MOST_ROWS:
            self._number += 1
            self._sheet = self._book.sheet(f"{self._name} {self._number}", self._columns)
            self._at = 1
        for place, value in enumerate(values):
            if isinstance(value, str):
                self._sheet.write_string(self._at, place, _cut(plain(value)))
            elif value is not None:
                self._sheet.write_number(self._at, place, value)
        self._at += 1


def cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula.

    >>> cell("=cmd()"), cell(-3), cell("- 3")
    ("'=cmd()", '-3', "'- 3")
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = plain(str(value))
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """A text without the characters that would change the order of what stands around it."""
    return _ORDER.sub("", text).replace("\r\n", "\n")


def number(count: Mapping[str, Any]) -> str:
    """A counted number in words of one line.

    >>> number({"mod": "AT_LEAST", "value": 4, "low": 4, "high": None, "role": "killed",
    ...         "unit": "person", "total": False})
    'killed at least 4'
    """
    signs = {"APPROX": "about ", "AT_LEAST": "at least ", "MORE_THAN": "more than ",
             "AT_MOST": "at most ", "LESS_THAN": "less than "}  # fmt: skip
    value, low, high = count["value"], count["low"], count["high"]
    if value is not None:
        words = f"{signs.get(count['mod'], '')}{value:,}"
    elif low is not None or high is not None:
        words = f"{'?' if low is None else f'{low:,}'}\u2013{'?' if high is None else f'{high:,}'}"
    else:
        words = "?"
    what = count["role"] or count["unit"]
    return " ".join(filter(None, (what, words, "in all" if count["total"] else "")))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "\u2026"
