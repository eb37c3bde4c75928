"""The inverted index of fingerprints: SQL over tables that live on disk where the caller says so.

The index remembers every text that it was given, by a key of what was read of it; a search says
which of them are compared. So a new report costs its own reading and one join, and what is found
does not depend on what was compared before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from tawatur.link.engine import engine
from tawatur.link.fingerprint import Numbers, Print
from tawatur.link.statements import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST: Final = 40  # texts with one fingerprint: in more of them it is a stock phrase
SHARED: Final = 4  # rare fingerprints in common: twenty words on end leave as many at least
MANY: Final = 12  # frequent ones that do: some thirty words on end, more than a phrase
AGAIN: Final = 4  # texts with one passage, over more than DAYS: it is background
DAYS: Final = 7
FRAME: Final = 3  # reports of one outlet with the same short paragraph: it is the outlet's frame
LEAST: Final = 10  # words of a paragraph that is found by its own hash
_BATCH: Final = 1000  # texts written at once
_NUMBERS: Final[Mapping[str, int | str]] = {
    "most": MOST, "shared": SHARED, "many": MANY, "again": AGAIN, "days": DAYS, "frame": FRAME,
    "least": LEAST, "short": 3 * LEAST,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """A text to compare: its key in the index, and what is known of its report."""

    key: str
    outlet: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, texts by their place among those chosen.

    ``same`` are groups of texts with the same words, ``pairs`` others worth aligning (of a group
    only its first), ``stock`` the fingerprints of what is printed over and over in order of size,
    ``frames`` the
    hashes of paragraphs that an outlet puts around its reports.
    """

    same: tuple[tuple[int, ...], ...]
    pairs: tuple[tuple[int, int], ...]
    stock: Numbers
    frames: frozenset[int]


class Index(Protocol):
    """What remembers fingerprints and finds what texts share: DuckDB here, or another engine."""

    def missing(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that it does not know."""

    def add(self, prints: Iterable[tuple[str, Print]]) -> None:
        """Takes in texts that it does not know yet."""

    def search(self, chosen: Sequence[Chosen]) -> Found:
        """What the chosen texts share; all must be known. Their order decides who is first."""


class Inverted:
    """The index in a database; ``in_memory`` makes one that is forgotten."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection
        connection.execute(_statement("index"))

    @classmethod
    def in_memory(cls) -> Inverted:
        """An index of its own, for one search."""
        return cls(engine().connect(":memory:", config={"threads": "1"}))

    def missing(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that the index does not know."""
        known: set[str] = set()
        for first in range(0, len(keys), _BATCH):
            rows = self._connection.execute(
                "SELECT r.key FROM report r JOIN (SELECT UNNEST(?) AS key) k ON k.key = r.key",
                [list(keys[first : first + _BATCH])],
            ).fetchall()
            known.update(key for (key,) in rows)
        return frozenset(key for key in keys if key not in known)

    def add(self, prints: Iterable[tuple[str, Print]]) -> None:
        """Writes texts that the index does not know yet."""
        rest = iter(prints)
        while batch := dict(islice(rest, _BATCH)):
            new = self.missing(list(batch))
            self._write({key: one for key, one in batch.items() if key in new})

    def _write(self, prints: Mapping[str, Print]) -> None:
        execute = self._connection.execute
        ((first,),) = execute("SELECT COUNT(*) FROM report").fetchall()
        numbers = list(range(first, first + len(prints)))
        kept = [one.kept for one in prints.values()]
        short = [
            row
            for number, one in zip(numbers, prints.values(), strict=True)
            for row in short_paragraphs(number, one)
        ]
        execute("BEGIN")
        try:
            execute(
                f"INSERT INTO report {_columns(4)}",
                [numbers, list(prints), [one.digest() for one in prints.values()],
                 [len(one.words) for one in prints.values()]],
            )  # fmt: skip
            # Arrays are read where they lie; lists would be taken over one number at a time.
            made = {
                "report": np.repeat(numbers, list(map(len, kept))),
                "value": np.concatenate(kept),
            }
            self._connection.register("made", made)
            execute("INSERT INTO fingerprint SELECT report, value FROM made")
            self._connection.unregister("made")
            if short:
                columns = [list(column) for column in zip(*short, strict=True)]
                execute(f"INSERT INTO paragraph {_columns(3)}", columns)
        except BaseException:
            execute("ROLLBACK")
            raise
        execute("COMMIT")

    def search(self, chosen: Sequence[Chosen]) -> Found:
        """What the chosen texts share; all must be known. Their order decides who is first."""
        same = self._choose(chosen)
        execute = self._connection.execute
        execute(_statement("spread"))
        execute(_statement("frames"))
        pairs = execute(_statement("candidates")).fetchall()
        stock = execute("SELECT s.value AS value FROM spread s WHERE s.stock = 1").fetchnumpy()
        frames = execute("SELECT f.value FROM frames f").fetchall()
        return Found(
            same,
            tuple(pairs),
            np.sort(stock["value"]),
            frozenset(value for (value,) in frames),
        )

    def _choose(self, chosen: Sequence[Chosen]) -> tuple[tuple[int, ...], ...]:
        """Fills the table "chosen", and groups texts with the same words."""
        execute = self._connection.execute
        execute(_statement("given"))
        rows = given_rows(chosen)
        for first in range(0, len(rows), _BATCH):
            columns = [list(column) for column in zip(*rows[first : first + _BATCH], strict=True)]
            execute(f"INSERT INTO given {_columns(4)}", columns)
        execute(_statement("chosen"))
        return grouped(execute(_statement("same")).fetchall())


def short_paragraphs(number: int, text: Print) -> Iterator[tuple[int, int, int]]:
    """The rows of the table "paragraph" for a text."""
    for one in text.paragraphs:
        if LEAST // 2 <= len(one) <= 3 * LEAST:
            yield number, text.digest(one.first, one.stop), len(one)


def given_rows(chosen: Sequence[Chosen]) -> list[tuple[str, int, int, int | None]]:
    """The rows of the table "given": outlets and days as numbers."""
    outlets = {name: n for n, name in enumerate(sorted({c.outlet or "" for c in chosen}), 1)}
    return [
        (one.key, place, outlets[one.outlet] if one.outlet else 0,
         one.day.toordinal() if one.day else None)
        for place, one in enumerate(chosen)
    ]  # fmt: skip


def grouped(rows: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Texts with the same words, from what the statement "same" gives."""
    groups: dict[int, list[int]] = {}
    for whole, place in rows:
        groups.setdefault(whole, []).append(place)
    return tuple(sorted(tuple(group) for group in groups.values()))


def _columns(number: int) -> str:
    return f"SELECT {', '.join(['UNNEST(?)'] * number)}"


def _statement(name: str) -> str:
    return statement(name, _NUMBERS)


def shown() -> Iterator[tuple[str, str]]:
    """The name and the text of each statement of the search, for those who run it elsewhere."""
    for name in ("index", "given", "chosen", "same", "spread", "frames", "candidates"):
        yield name, _statement(name)
