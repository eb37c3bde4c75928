"""Pairs of accounts that may be of one happening, found and weighed in SQL.

Each step is a statement in ``sql/``. The database joins, counts and adds up; what two values of a
feature say of each other is asked here, once for each two values that meet.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar

from tawatur.link import statements
from tawatur.link.copies import Copies
from tawatur.link.directory import Directory
from tawatur.link.engine import engine
from tawatur.link.features import FEATURES, Feature, compare
from tawatur.link.named import Naming
from tawatur.link.side import Side
from tawatur.link.tables import family, levels

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COMMON: Final = 60  # accounts that share one thing: of more, only those near in time are paired
SLOT: Final = 8  # days
WIDE: Final = 400  # days; a wider range says as little as none
REPORTED: Final = 31  # days before its report in which an event without a day is looked for
_STEPS: Final = 64
_CACHE: Final = "500MB"
_OFTEN: Final = {"actor": 1, "activity": 1, "name": 1, "unit": 1, "count": 2}

Thing = tuple[object, ...]


@dataclass
class Pairs:
    """Pairs of accounts by component: thousandths of a bit, 1 where something speaks against."""

    one: array[int]
    two: array[int]
    bits: array[int]
    against: array[int]
    bounds: Mapping[int, tuple[int, int]]

    def of(self, component: int) -> dict[tuple[int, int], tuple[int, int]]:
        """The pairs of a component."""
        first, stop = self.bounds.get(component, (0, 0))
        pairs = zip(self.one[first:stop], self.two[first:stop], strict=True)
        scores = zip(self.bits[first:stop], self.against[first:stop], strict=True)
        return dict(zip(pairs, scores, strict=True))


H = TypeVar("H", bound=Hashable)


@dataclass
class _Numbers(Generic[H]):
    """Equal values get one number, in the order in which they come."""

    known: dict[H, int] = field(default_factory=dict)

    def of(self, value: H) -> int:
        """The number of a value, a new one where it was not met before."""
        return self.known.setdefault(value, len(self.known))


class Candidates:
    """The pairs among ``sides``, which are known here by their places in it, until it is left."""

    def __init__(
        self, sides: Sequence[Side], people: Directory, copies: Copies, naming: Naming | None
    ) -> None:
        self._sides, self._people, self._naming = sides, people, naming
        self._reps: list[list[Side]] = [[] for _ in FEATURES]
        self._connection = _database()
        prior = round(1000 * levels()["prior", "any"].bits)
        self._constants: dict[str, int | str] = {"common": COMMON, "slot": SLOT, "prior": prior}
        self._load(copies)
        for step in ("blocks", "small_blocks", "slots", "large_blocks", "pairs"):
            self._run(step)
        for feature in FEATURES:
            self._weigh(feature)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def likely(self) -> Iterator[tuple[int, ...]]:
        """Pairs for which more speaks than against."""
        return statements.read(self._connection, "likely", self._constants)

    def inside(self, components: Sequence[Sequence[int]]) -> Pairs:
        """All pairs that no rule forbids between accounts of one component."""
        members = (
            (number, place)
            for place, group in enumerate(components)
            if len(group) > 1
            for number in group
        )
        self._fill("member", members, 2)
        one, two, bits, against = (array(code) for code in "iiib")
        bounds: dict[int, tuple[int, int]] = {}
        for batch in statements.batches(self._connection, "inside", self._constants):
            component, *columns = zip(*batch, strict=True)
            at = len(one)
            for column, more in zip((one, two, bits, against), columns, strict=True):
                column.extend(more)
            for place, group in groupby(component):
                begin = bounds.get(place, (at, at))[0]
                at += sum(1 for _ in group)
                bounds[place] = begin, at
        return Pairs(one, two, bits, against, bounds)

    # --- steps -----------------------------------------------------------------------------------

    def _run(self, name: str) -> None:
        self._connection.execute(statements.statement(name, self._constants))

    def _fill(self, table: str, rows: Iterable[Sequence[int | None]], width: int) -> None:
        statements.fill(self._connection, table, rows, width)

    def _load(self, copies: Copies) -> None:
        self._run("accounts")
        families, documents = _Numbers[str](), _Numbers[str]()
        parts, things = _Numbers[_Part](), _Numbers[Thing]()
        self._fill("step", ((n,) for n in range(_STEPS)), 1)
        self._fill(
            "account",
            (
                (n, documents.of(each.document), families.of(each.family), *_extent(each),
                 int(any(not self._people.is_wide(place) for place in each.places)))
                for n, each in enumerate(self._sides)
            ),
            7,
        )  # fmt: skip
        self._fill(
            "holds",
            ((n, parts.of(part)) for n, each in enumerate(self._sides) for part in _parts(each)),
            2,
        )
        self._fill(
            "shows",
            (
                (number, things.of(thing), _OFTEN.get(str(thing[0]), 0))
                for part, number in parts.known.items()
                for thing in dict.fromkeys(_things(*part, self._people))
            ),
            3,
        )
        self._fill("said", self._said(), 1 + len(FEATURES))
        self._fill("copied", self._copied(copies), 3)

    def _said(self) -> Iterator[list[int]]:
        """The values of each side, by feature; a side that shows one is kept with it."""
        columns = [
            (feature.value, _Numbers[Hashable](), reps)
            for feature, reps in zip(FEATURES, self._reps, strict=True)
        ]
        for n, each in enumerate(self._sides):
            row = [n]
            for value_of, known, reps in columns:
                value = known.of(value_of(each))
                if value == len(reps):
                    reps.append(each)
                row.append(value)
            yield row

    def _copied(self, copies: Copies) -> Iterator[tuple[int, int, int]]:
        by_document: dict[str, list[int]] = {}
        for n, each in enumerate(self._sides):
            by_document.setdefault(each.document, []).append(n)
        bits = round(1000 * levels()["text", "copied"].bits)
        for source, copy in copies.pairs():
            for left in by_document.get(source, ()):
                for right in by_document.get(copy, ()):
                    here, there = self._sides[left], self._sides[right]
                    if here.family == there.family:
                        same = copies.shared(source, here.triggers, copy, there.triggers)
                        yield min(left, right), max(left, right), bits if same else 0

    def _weigh(self, feature: Feature) -> None:
        """Compares the values of a feature that meet, and adds what comes out to the pairs."""
        self._constants["feature"] = feature.name
        met = list(statements.read(self._connection, "values", self._constants))
        self._fill("compared", self._compared(feature, met), 5)
        self._run("weigh")

    def _compared(
        self, feature: Feature, met: Iterable[tuple[int, ...]]
    ) -> Iterator[tuple[int, ...]]:
        reps = self._reps[FEATURES.index(feature)]
        for one, two in met:
            left, right = reps[one], reps[two]
            if left.document == right.document:  # what one report tells is not asked here
                right = replace(right, document="")
            found = compare(feature, left, right, self._people, self._naming)
            if found.bits or found.against or found.forbidden:
                yield one, two, found.bits, int(found.against), int(found.forbidden)
        reps.clear()


def _database() -> DuckDBPyConnection:
    connection: DuckDBPyConnection = engine().connect(
        ":memory:",
        config={"threads": "2", "memory_limit": _CACHE, "preserve_insertion_order": "false"},
    )
    connection.execute("SET enable_progress_bar = false")
    return connection


def _extent(side: Side) -> tuple[int | None, int | None, int]:
    """The days in which other accounts of the same must lie, and whether it states any."""
    slack = max(2, -(-max(family(type_).days for type_ in side.types) // 2))
    if side.days is not None:
        first, last = side.days
    elif side.candidates:
        first, last = min(side.candidates), max(side.candidates)
    elif side.latest is not None:
        return side.latest.toordinal() - REPORTED, side.latest.toordinal(), 0
    else:
        return None, None, 0
    if (last - first).days > WIDE:
        return None, None, 0
    return _day(first, -slack), _day(last, slack), 1


def _day(day: date, more: int) -> int:
    return day.toordinal() + more


_Part = tuple[str, Hashable]


def _parts(side: Side) -> Iterator[_Part]:
    """The fields of a side by which it is found: many sides have equal ones."""
    for kind, found in (
        ("place", side.places),
        *(("victim" if role == "victim" else "actor", who) for role, who in side.actors.items()),
        ("actor", side.speakers),
        ("name", side.names),
        ("activity", side.activities),
    ):
        if found:
            yield kind, found
    yield from (("count", (key, values)) for key, values in side.counts.items())


def _things(kind: str, values: Any, people: Directory) -> Iterator[Thing]:
    """What two accounts of one happening may have in common."""
    if kind == "place":
        for place in sorted(values):
            yield "place", place
            yield from people.cells(place)
            if unit := people.unit(place):
                yield "unit", unit
    elif kind == "count":
        key, ranges = values
        yield from (("count", key, low) for low, high in ranges if low == high and low > 2)
    else:
        yield from ((kind, value) for value in sorted(values))
