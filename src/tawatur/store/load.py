"""Tables back into values, equal to what was written."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
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
_KEPT: Final = 2000  # analyses of 2.4 KB articles: about 200 MB


def document(connection: Connection, own_id: str) -> Document | None:
    """The document with this id."""
    row = connection.execute(
        f"SELECT {', '.join(shapes.DOCUMENT.names)} FROM document WHERE id = ?",  # noqa: S608
        (own_id,),
    ).fetchone()
    return None if row is None else shapes.DOCUMENT.value(row)


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
        number = self._numbers[place]
        if number in self._loaded:
            self._loaded.move_to_end(number)
        else:
            self._loaded[number] = analysis(self._own_connection(), number, self._amendments)
            if len(self._loaded) > _KEPT:
                self._loaded.popitem(last=False)
        return self._loaded[number]

    def __iter__(self) -> Iterator[Analysis]:
        return (self[place] for place in range(len(self._numbers)))

    def _own_connection(self) -> Connection:
        if self._process != os.getpid():
            self._connection = connected(f"{self._file.as_uri()}?mode=ro")
            self._process = os.getpid()
        return self._connection


def analysis(connection: Connection, number: int, amendments: Amendments | None = None) -> Analysis:
    """One analysis with everything that hangs on it, and ``amendments`` of its document on top."""
    columns = ("run", "document", *shapes.PUBLISHED.names, *shapes.ANALYSIS.names)
    row = connection.execute(
        f"SELECT {', '.join(columns)} FROM analysis WHERE number = ?",  # noqa: S608
        (number,),
    ).fetchone()
    run, own_document, *row = row
    found = document(connection, own_document)
    assert found is not None
    cut = len(shapes.PUBLISHED.names)
    passages: dict[str, list[Span]] = {"sentence": [], "heading": [], "boilerplate": []}
    for kind, start, stop in connection.execute(
        "SELECT kind, start, stop FROM passage WHERE analysis = ? ORDER BY kind, place", (number,)
    ):
        passages[kind].append(Span(start, stop))
    made: Analysis = shapes.ANALYSIS.value(
        row[cut:],
        document=found,
        published=shapes.PUBLISHED.value(
            row[:cut], basis=_listed(connection, "published_basis", shapes.REASON, number)
        ),
        sentences=tuple(passages["sentence"]),
        headings=tuple(passages["heading"]),
        boilerplate=tuple(passages["boilerplate"]),
        quantities=_listed(connection, "quantity", shapes.QUANTITY, number),
        times=_listed(connection, "timex", shapes.TIMEX, number),
        names=_listed(connection, "name", shapes.NAME, number),
        entities=_listed(connection, "entity", shapes.ENTITY, number),
        attributions=_attributions(connection, number),
        claims=_claims(connection, number, found.id),
        findings=_listed(connection, "finding", shapes.REASON, number),
    )
    decided = (amendments or {}).get(own_document)
    return made if not decided else laid_over(connection, run, made, decided)


def _attributions(connection: Connection, number: int) -> tuple[Attribution, ...]:
    via = _grouped(connection, "attribution_via", "attribution", shapes.SOURCE, number)
    names = (*(f"source_{name}" for name in shapes.SOURCE.names), *shapes.ATTRIBUTION.names)
    cut = len(shapes.SOURCE.names)
    return tuple(
        shapes.ATTRIBUTION.value(
            row[cut:], source=shapes.SOURCE.value(row[:cut]), via=via.get(place, ())
        )
        for place, row in enumerate(_rows(connection, "attribution", names, "analysis", number))
    )


def _claims(connection: Connection, number: int, own_document: str) -> tuple[Claim, ...]:
    arguments = _grouped(connection, "argument", "claim", shapes.ARGUMENT, number)
    chain = _grouped(connection, "chain_link", "claim", shapes.LINK, number)
    counts: dict[int, list[int]] = {}
    for claim, quantity in connection.execute(
        "SELECT claim, quantity FROM claim_count WHERE analysis = ? ORDER BY claim, place",
        (number,),
    ):
        counts.setdefault(claim, []).append(quantity)
    names = (*shapes.CLAIM.names, *shapes.EVENT.names, *shapes.WHEN.names)
    first = len(shapes.CLAIM.names)
    second = first + len(shapes.EVENT.names)
    basis = second + shapes.WHEN.names.index("when_basis")
    return tuple(
        shapes.CLAIM.value(
            row[:first],
            document=own_document,
            event=shapes.EVENT.value(
                row[first:second],
                arguments=arguments.get(place, ()),
                counts=tuple(counts.get(place, ())),
            ),
            when=None if row[basis] is None else shapes.WHEN.value(row[second:]),
            chain=chain.get(place, ()),
        )
        for place, row in enumerate(_rows(connection, "claim", names, "analysis", number))
    )


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
    connection: Connection, table: str, names: Sequence[str], key: str, value: str | int
) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ? ORDER BY place",  # noqa: S608
        (value,),
    ).fetchall()


def _listed(connection: Connection, table: str, shape: Shape[T], number: int) -> tuple[T, ...]:
    return tuple(map(shape.value, _rows(connection, table, shape.names, "analysis", number)))


def _grouped(
    connection: Connection, table: str, parent: str, shape: Shape[T], number: int
) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = {}
    for place, *row in connection.execute(
        f"SELECT {parent}, {', '.join(shape.names)} FROM {table}"  # noqa: S608
        f" WHERE analysis = ? ORDER BY {parent}, place",
        (number,),
    ):
        found.setdefault(place, []).append(shape.value(row))
    return {place: tuple(values) for place, values in found.items()}
