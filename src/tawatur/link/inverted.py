"""The inverted index of fingerprints: SQL over tables that live on disk where the caller says so.

The index remembers every text that it was given, by a key of what was read of it; a search says
which of them are compared. So a new report costs its own reading and one join, and what is found
does not depend on what was compared before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final

from tawatur.link.fingerprint import Print

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
_NUMBERS: Final = {
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
    only its first), ``stock`` the fingerprints of what is printed over and over, ``frames`` the
    hashes of paragraphs that an outlet puts around its reports.
    """

    same: tuple[tuple[int, ...], ...]
    pairs: tuple[tuple[int, int], ...]
    stock: frozenset[int]
    frames: frozenset[int]


class Inverted:
    """The index in a database; ``in_memory`` makes one that is forgotten."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection
        connection.execute(_statement("index"))
        rows = connection.execute("SELECT key, number FROM report").fetchall()
        self._numbers: dict[str, int] = dict(rows)

    @classmethod
    def in_memory(cls) -> Inverted:
        """An index of its own, for one search."""
        import duckdb

        return cls(duckdb.connect(":memory:", config={"threads": "1"}))

    def __contains__(self, key: str) -> bool:
        return key in self._numbers

    def add(self, prints: Iterable[tuple[str, Print]]) -> None:
        """Writes texts that the index does not know yet."""
        rest = iter(prints)
        while batch := dict(islice(rest, _BATCH)):
            self._write({key: one for key, one in batch.items() if key not in self})

    def _write(self, prints: Mapping[str, Print]) -> None:
        first = len(self._numbers)
        numbers = list(range(first, first + len(prints)))
        lines = [",".join(map(str, one.kept)) for one in prints.values()]
        short = [
            (number, one.digest(p.first, p.stop), len(p))
            for number, one in zip(numbers, prints.values(), strict=True)
            for p in one.paragraphs
            if LEAST // 2 <= len(p) <= 3 * LEAST
        ]
        execute = self._connection.execute
        execute("BEGIN")
        try:
            execute(
                f"INSERT INTO report {_columns(4)}",  # noqa: S608 - our own text
                [numbers, list(prints), [one.digest() for one in prints.values()],
                 [len(one.words) for one in prints.values()]],
            )  # fmt: skip
            # A list of numbers is passed as one string: DuckDB takes that apart six times faster
            # than it takes over a list from Python.
            execute(
                "INSERT INTO fingerprint SELECT number, CAST(UNNEST(string_split(line, ','))"
                " AS BIGINT) FROM (SELECT UNNEST(?) AS number, UNNEST(?) AS line)"
                " WHERE line <> ''",
                [numbers, lines],
            )
            if short:
                execute(f"INSERT INTO paragraph {_columns(3)}", list(map(list, zip(*short))))  # noqa: B905, S608
        except BaseException:
            execute("ROLLBACK")
            raise
        execute("COMMIT")
        self._numbers.update(zip(prints, numbers, strict=True))

    def search(self, chosen: Sequence[Chosen]) -> Found:
        """What the chosen texts share; all must be known. Their order decides who is first."""
        same = self._choose(chosen)
        execute = self._connection.execute
        execute(_statement("spread"))
        execute(_statement("frames"))
        pairs = execute(_statement("candidates")).fetchall()
        stock = execute("SELECT s.value FROM spread s WHERE s.stock = 1").fetchall()
        frames = execute("SELECT f.value FROM frames f").fetchall()
        return Found(
            same,
            tuple(pairs),
            frozenset(value for (value,) in stock),
            frozenset(value for (value,) in frames),
        )

    def _choose(self, chosen: Sequence[Chosen]) -> tuple[tuple[int, ...], ...]:
        """Fills the table "chosen", and groups texts with the same words."""
        execute = self._connection.execute
        outlets = {name: n for n, name in enumerate(sorted({c.outlet or "" for c in chosen}), 1)}
        wholes: dict[int, tuple[int, int]] = {
            number: (whole, words)
            for number, whole, words in execute(
                "SELECT number, whole, words FROM report"
            ).fetchall()
        }
        numbers = [self._numbers[one.key] for one in chosen]
        groups: dict[int, list[int]] = {}
        for place, number in enumerate(numbers):
            whole, words = wholes[number]
            if words:
                groups.setdefault(whole, []).append(place)
        firsts = {group[0] for group in groups.values()}
        execute(
            "CREATE OR REPLACE TEMP TABLE chosen (report BIGINT, place BIGINT, whole BIGINT,"
            " first BIGINT, outlet BIGINT, day BIGINT)"
        )
        if chosen:
            execute(
                f"INSERT INTO chosen {_columns(6)}",  # noqa: S608 - our own text
                [numbers, list(range(len(numbers))), [wholes[number][0] for number in numbers],
                 [int(place in firsts) for place in range(len(numbers))],
                 [outlets[one.outlet] if one.outlet else 0 for one in chosen],
                 [one.day.toordinal() if one.day else None for one in chosen]],
            )  # fmt: skip
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _columns(number: int) -> str:
    return f"SELECT {', '.join(['UNNEST(?)'] * number)}"


@cache
def _statement(name: str) -> str:
    """One of the statements in ``sql/``, its numbers put in."""
    text = files("tawatur.link").joinpath(f"sql/{name}.sql").read_text("utf-8")
    return re.sub(r"(?<!:):([a-z]+)\b", lambda found: str(_NUMBERS[found[1]]), text)


def shown() -> Iterator[tuple[str, str]]:
    """The name and the text of each statement of the search, for those who run it elsewhere."""
    for name in ("index", "spread", "frames", "candidates"):
        yield name, _statement(name)
