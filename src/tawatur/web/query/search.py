"""Search: which reports hold the words of a query, and one page of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tawatur.store import load
from tawatur.store.search import Found, Query
from tawatur.web.desk import Desk

PAGE: Final = 25  # reports of a page
RANKED: Final = 1000  # where more reports fit, the newest come first: to rank them takes long
_LOOKED: Final = 4000  # reports whose spelling is looked at for one page
_AT_ONCE: Final = 200
Order = Literal["best", "newest"]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the reports that hold the words.

    ``total`` is how many hold them in any spelling, in the order of ``order``; of these the ones
    from ``start`` up to ``stop`` were looked at. ``can_rank`` says that the best can come first.
    """

    found: tuple[Found, ...]
    total: int
    order: Order
    can_rank: bool
    start: int
    stop: int

    @property
    def more(self) -> int | None:
        """Where the next page starts; nothing after the last."""
        return self.stop if self.stop < self.total else None


NOTHING: Final = Page((), 0, "best", False, 0, 0)


def find(
    desk: Desk, query: Query, *, spelt: Sequence[str] = (), newest: bool = False, start: int = 0
) -> Page:
    """The page of a query that begins at its ``start``-th report, counted from 0.

    ``spelt`` are words that a text must hold letter by letter; ``newest`` puts the latest first,
    also where few reports fit.
    """
    order, fitting = _fitting(desk, query, newest)
    held: list[int] = []
    stop = start = min(start, len(fitting))
    while stop < len(fitting) and len(held) < PAGE and stop - start < _LOOKED:
        some = fitting[stop : stop + (_AT_ONCE if spelt else PAGE)]
        spelt_so = set(_spelt(desk, some, spelt)) if spelt else set(some)
        for number in some:
            if len(held) == PAGE:
                break
            stop += 1
            if number in spelt_so:
                held.append(number)
    can_rank = len(fitting) <= RANKED
    return Page(tuple(_opened(desk, query, held)), len(fitting), order, can_rank, start, stop)


def _fitting(desk: Desk, query: Query, newest: bool) -> tuple[Order, Sequence[int]]:
    """The numbers of the reports that hold the words, in order."""
    words = "FROM document_words WHERE document_words MATCH ?"
    # As one value: of 100,000 rows each by itself takes three times as long.
    (found,) = desk.store.connection.execute(
        f"SELECT json_group_array(rowid) {words}", (query.match,)
    ).fetchone()
    numbers = frozenset(json.loads(found))
    fitting = list(filter(numbers.__contains__, latest(desk)))
    if newest or len(fitting) > RANKED:
        return "newest", fitting
    shown = frozenset(fitting)
    ranked = desk.store.connection.execute(
        f"SELECT rowid {words} ORDER BY rank, rowid", (query.match,)
    )
    return "best", [number for (number,) in ranked if number in shown]


def latest(desk: Desk) -> Sequence[int]:
    """The numbers of all reports, those of the latest days first."""

    def made() -> Sequence[int]:
        sql = "SELECT number FROM lists.report ORDER BY latest DESC, number DESC"
        return tuple(number for (number,) in desk.store.connection.execute(sql))

    found: Sequence[int] = desk.memory.others.get((desk.lists.state, "latest"), made)
    return found


def _spelt(desk: Desk, numbers: Sequence[int], words: Sequence[str]) -> Iterator[int]:
    """Those of the reports that hold the words letter by letter."""
    rows = desk.store.connection.execute(
        f"SELECT number FROM document WHERE number IN ({', '.join('?' * len(numbers))})"
        + " AND instr(text, ?)" * len(words),
        (*numbers, *words),
    )
    return (number for (number,) in rows)


def _opened(desk: Desk, query: Query, numbers: Sequence[int]) -> Iterator[Found]:
    ids = {
        row["number"]: row["id"]
        for row in desk.rows(
            "SELECT number, id FROM lists.report"
            f" WHERE number IN ({', '.join('?' * len(numbers))})",
            numbers,
        )
    }
    documents = load.documents(desk.store.connection, [ids[number] for number in numbers])
    for number in numbers:
        document = documents[ids[number]]
        yield Found(document, tuple(query.spans(document.text)))
