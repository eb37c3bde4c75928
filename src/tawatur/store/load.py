"""Tables back into values, equal to what was written."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Final, TypeVar, overload

from tawatur.model.claim import Analysis, Claim, Incident, IncidentLink, Reuse
from tawatur.model.mention import Attribution
from tawatur.model.text import Document, Span
from tawatur.store import shapes
from tawatur.store.columns import Shape
from tawatur.store.connection import connected
from tawatur.store.judged import Amendments, laid_over

T = TypeVar("T")
_BATCH: Final = 50  # analyses that are loaded at once, one after the other
_KEPT: Final = 2000  # analyses of 2.4 KB articles: about 200 MB


def document(connection: Connection, own_id: str) -> Document | None:
    """The document with this id."""
    return documents(connection, [own_id]).get(own_id)


def documents(connection: Connection, ids: Sequence[str]) -> dict[str, Document]:
    """The documents with these ids, by id; without those that there are not."""
    rows = connection.execute(
        f"SELECT {', '.join(shapes.DOCUMENT.names)} FROM document WHERE id IN {_marks(ids)}",  # noqa: S608
        ids,
    )
    return {one.id: one for one in map(shapes.DOCUMENT.value, rows)}


class Analyses(Sequence[Analysis]):
    """The analyses of a run in the order in which documents arrived, loaded when asked for.

    The last few stay in memory: what is compared across documents is asked for again and again.
    A process that was forked off opens the file anew: a connection belongs to one process.
    """

    def __init__(
        self, connection: Connection, numbers: Sequence[int], amendments: Amendments | None = None
    ) -> None:
        self._connection = connection
        self._process = os.getpid()
        self._numbers = numbers
        self._amendments = amendments or {}
        self._file = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        self._loaded: OrderedDict[int, Analysis] = OrderedDict()

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Analysis: ...
    @overload
    def __getitem__(self, place: slice) -> Analyses: ...
    def __getitem__(self, place: int | slice) -> Analysis | Analyses:
        if isinstance(place, slice):
            return Analyses(self._connection, self._numbers[place], self._amendments)
        (one,) = self._several([self._numbers[place]])
        return one

    def __iter__(self) -> Iterator[Analysis]:
        for first in range(0, len(self._numbers), _BATCH):
            yield from self._several(self._numbers[first : first + _BATCH])

    def _several(self, numbers: Sequence[int]) -> list[Analysis]:
        """Some analyses; those asked for longest ago make room for what must be loaded."""
        new = [number for number in numbers if number not in self._loaded]
        if new:
            made = analyses(self._own_connection(), new, self._amendments)
            self._loaded.update(zip(new, made, strict=True))
        for number in numbers:
            self._loaded.move_to_end(number)
        while len(self._loaded) > _KEPT:
            self._loaded.popitem(last=False)
        return [self._loaded[number] for number in numbers]

    def _own_connection(self) -> Connection:
        if self._process != os.getpid():
            self._connection = connected(f"{self._file.as_uri()}?mode=ro")
            self._process = os.getpid()
        return self._connection


def analysis(connection: Connection, number: int, amendments: Amendments | None = None) -> Analysis:
    """One analysis with everything that hangs on it, and ``amendments`` of its document on top."""
    (made,) = analyses(connection, [number], amendments)
    return made


def analyses(
    connection: Connection, numbers: Sequence[int], amendments: Amendments | None = None
) -> tuple[Analysis, ...]:
    """Several analyses in this order, each table asked once for all of them."""
    cut = len(shapes.PUBLISHED.names)
    columns = ("number", "run", "document", *shapes.PUBLISHED.names, *shapes.ANALYSIS.names)
    rows = {
        number: row
        for number, *row in connection.execute(
            f"SELECT {', '.join(columns)} FROM analysis WHERE number IN {_marks(numbers)}",  # noqa: S608
            numbers,
        )
    }
    found = documents(connection, [row[1] for row in rows.values()])
    passages = _passages(connection, numbers)
    held: dict[str, Mapping[int, Any]] = {
        "basis": _listed(connection, "published_basis", shapes.REASON, numbers),
        "quantities": _listed(connection, "quantity", shapes.QUANTITY, numbers),
        "times": _listed(connection, "timex", shapes.TIMEX, numbers),
        "names": _listed(connection, "name", shapes.NAME, numbers),
        "entities": _listed(connection, "entity", shapes.ENTITY, numbers),
        "findings": _listed(connection, "finding", shapes.REASON, numbers),
        "attributions": _attributions(connection, numbers),
        "claims": _claims(connection, {n: row[1] for n, row in rows.items()}),
    }
    made = []
    for number in numbers:
        run, own_document, *row = rows[number]
        fields: dict[str, Any] = {name: each.get(number, ()) for name, each in held.items()}
        published = shapes.PUBLISHED.value(row[:cut], basis=fields.pop("basis"))
        one = shapes.ANALYSIS.value(
            row[cut:], document=found[own_document], published=published,
            **passages[number], **fields,
        )  # fmt: skip
        decided = (amendments or {}).get(own_document)
        made.append(laid_over(connection, run, one, decided) if decided else one)
    return tuple(made)


def _passages(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, dict[str, tuple[Span, ...]]]:
    found: dict[int, dict[str, list[Span]]] = {
        number: {"sentence": [], "heading": [], "boilerplate": []} for number in numbers
    }
    for number, kind, start, stop in connection.execute(
        f"SELECT analysis, kind, start, stop FROM passage WHERE analysis IN {_marks(numbers)}"  # noqa: S608
        " ORDER BY analysis, kind, place",
        numbers,
    ):
        found[number][kind].append(Span(start, stop))
    return {
        number: {"sentences": tuple(one["sentence"]), "headings": tuple(one["heading"]),
                 "boilerplate": tuple(one["boilerplate"])}
        for number, one in found.items()
    }  # fmt: skip


def _attributions(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, tuple[Attribution, ...]]:
    via = _grouped(connection, "attribution_via", "attribution", shapes.SOURCE, numbers)
    names = (*(f"source_{name}" for name in shapes.SOURCE.names), *shapes.ATTRIBUTION.names)
    cut = len(shapes.SOURCE.names)
    return {
        number: tuple(
            shapes.ATTRIBUTION.value(
                row[cut:],
                source=shapes.SOURCE.value(row[:cut]),
                via=via.get((number, place), ()),
            )
            for place, row in enumerate(rows)
        )
        for number, rows in _rows(connection, "attribution", names, numbers).items()
    }


def _claims(connection: Connection, documents: Mapping[int, str]) -> dict[int, tuple[Claim, ...]]:
    """The claims of analyses, which are given with the documents that they are of."""
    numbers = tuple(documents)
    arguments = _grouped(connection, "argument", "claim", shapes.ARGUMENT, numbers)
    chain = _grouped(connection, "chain_link", "claim", shapes.LINK, numbers)
    counts: dict[tuple[int, int], list[int]] = {}
    for number, claim, quantity in connection.execute(
        f"SELECT analysis, claim, quantity FROM claim_count WHERE analysis IN {_marks(numbers)}"  # noqa: S608
        " ORDER BY analysis, claim, place",
        numbers,
    ):
        counts.setdefault((number, claim), []).append(quantity)
    names = (*shapes.CLAIM.names, *shapes.EVENT.names, *shapes.WHEN.names)
    first = len(shapes.CLAIM.names)
    second = first + len(shapes.EVENT.names)
    basis = second + shapes.WHEN.names.index("when_basis")
    return {
        number: tuple(
            shapes.CLAIM.value(
                row[:first],
                document=documents[number],
                event=shapes.EVENT.value(
                    row[first:second],
                    arguments=arguments.get((number, place), ()),
                    counts=tuple(counts.get((number, place), ())),
                ),
                when=None if row[basis] is None else shapes.WHEN.value(row[second:]),
                chain=chain.get((number, place), ()),
            )
            for place, row in enumerate(rows)
        )
        for number, rows in _rows(connection, "claim", names, numbers).items()
    }


def reuses(connection: Connection, run: str) -> tuple[Reuse, ...]:
    """The copied passages that a run found, in order."""
    return _reuses(connection, run, "TRUE", ())


def reuses_of(connection: Connection, run: str, documents: Sequence[str]) -> tuple[Reuse, ...]:
    """Those that begin or end in one of ``documents``, in order."""
    marks = ", ".join("?" * len(documents))
    return _reuses(
        connection, run,
        f"place IN (SELECT place FROM reuse WHERE run = ? AND source IN ({marks})"  # noqa: S608
        f" UNION SELECT place FROM reuse WHERE run = ? AND copy IN ({marks}))",
        (run, *documents, run, *documents),
    )  # fmt: skip


def _reuses(
    connection: Connection, run: str, chosen: str, values: Sequence[str]
) -> tuple[Reuse, ...]:
    rows = connection.execute(
        f"SELECT place, {', '.join(shapes.REUSE.names)} FROM reuse"  # noqa: S608
        f" WHERE run = ? AND {chosen} ORDER BY place",
        (run, *values),
    ).fetchall()
    spans: dict[int, list[tuple[Span, Span]]] = {place: [] for place, *_ in rows}
    which = "TRUE" if chosen == "TRUE" else f"reuse IN ({', '.join(map(str, spans))})"
    for reuse, a, b, c, d in connection.execute(
        "SELECT reuse, source_start, source_stop, copy_start, copy_stop FROM reuse_span"  # noqa: S608
        f" WHERE run = ? AND {which} ORDER BY reuse, place",
        (run,),
    ):
        spans[reuse].append((Span(a, b), Span(c, d)))
    return tuple(shapes.REUSE.value(row, spans=tuple(spans[place])) for place, *row in rows)


def incidents(connection: Connection, run: str) -> Iterator[Incident]:
    """The incidents of a run, in order."""
    rows = connection.execute(
        f"SELECT place, {', '.join(shapes.INCIDENT.names)} FROM incident WHERE run = ?"  # noqa: S608
        " ORDER BY earliest IS NULL, earliest, id",
        (run,),
    ).fetchall()
    for place, *row in rows:
        yield _incident(connection, (run, place), row)


def incident(connection: Connection, run: str, own_id: str) -> Incident | None:
    """The incident with this id."""
    row = connection.execute(
        f"SELECT place, {', '.join(shapes.INCIDENT.names)} FROM incident"  # noqa: S608
        " WHERE run = ? AND id = ?",
        (run, own_id),
    ).fetchone()
    return None if row is None else _incident(connection, (run, row[0]), row[1:])


def _incident(connection: Connection, key: tuple[str, int], row: Sequence[Any]) -> Incident:
    def claims(table: str) -> tuple[str, ...]:
        found = connection.execute(
            f"SELECT claim FROM {table} WHERE run = ? AND incident = ? ORDER BY place",  # noqa: S608
            key,
        )
        return tuple(claim for (claim,) in found)

    def values(table: str, shape: Shape[T]) -> tuple[T, ...]:
        found = connection.execute(
            f"SELECT {', '.join(shape.names)} FROM {table}"  # noqa: S608
            " WHERE run = ? AND incident = ? ORDER BY place",
            key,
        )
        return tuple(map(shape.value, found))

    return shapes.INCIDENT.value(
        row,
        claims=claims("incident_claim"),
        links=_links(connection, key),
        verdicts=values("verdict", shapes.VERDICT),
        originators=_originators(connection, key),
        rejected=claims("incident_rejected"),
        judged=values("incident_judged", shapes.JUDGED),
        tolls=values("toll", shapes.TOLL),
    )


def _links(connection: Connection, key: tuple[str, int]) -> tuple[IncidentLink, ...]:
    weights: dict[int, list[Any]] = {}
    for link, *row in connection.execute(
        f"SELECT link, {', '.join(shapes.WEIGHT.names)} FROM link_weight"  # noqa: S608
        " WHERE run = ? AND incident = ? ORDER BY link, place",
        key,
    ):
        weights.setdefault(link, []).append(shapes.WEIGHT.value(row))
    rows = connection.execute(
        "SELECT left_claim, right_claim FROM incident_link"
        " WHERE run = ? AND incident = ? ORDER BY place",
        key,
    ).fetchall()
    return tuple(
        shapes.INCIDENT_LINK.value(row, weights=tuple(weights.get(place, ())))
        for place, row in enumerate(rows)
    )


def _originators(connection: Connection, key: tuple[str, int]) -> tuple[tuple[str, ...], ...]:
    rows = connection.execute(
        "SELECT origin, claim FROM incident_origin"
        " WHERE run = ? AND incident = ? ORDER BY origin, place",
        key,
    )
    return tuple(
        tuple(claim for _, claim in group) for _, group in groupby(rows, key=lambda row: row[0])
    )


def _rows(
    connection: Connection, table: str, names: Sequence[str], numbers: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of each analysis that has some, in order."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in connection.execute(
        f"SELECT {', '.join(names)}, analysis FROM {table}"  # noqa: S608
        f" WHERE analysis IN {_marks(numbers)} ORDER BY analysis, place",
        numbers,
    ):
        found.setdefault(row[-1], []).append(row)  # shapes read as many cells as they have
    return found


def _listed(
    connection: Connection, table: str, shape: Shape[T], numbers: Sequence[int]
) -> dict[int, tuple[T, ...]]:
    rows = _rows(connection, table, shape.names, numbers)
    return {number: tuple(map(shape.value, own)) for number, own in rows.items()}


def _grouped(
    connection: Connection, table: str, parent: str, shape: Shape[T], numbers: Sequence[int]
) -> dict[tuple[int, int], tuple[T, ...]]:
    """The values of each thing of each analysis, by both their numbers."""
    found: dict[tuple[int, int], list[T]] = {}
    for *row, number, place in connection.execute(
        f"SELECT {', '.join(shape.names)}, analysis, {parent} FROM {table}"  # noqa: S608
        f" WHERE analysis IN {_marks(numbers)} ORDER BY analysis, {parent}, place",
        numbers,
    ):
        found.setdefault((number, place), []).append(shape.value(row))
    return {key: tuple(values) for key, values in found.items()}


def _marks(values: Sequence[object]) -> str:
    return f"({', '.join('?' * len(values))})"
