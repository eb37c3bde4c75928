"""What judgements come to in a run: written when it is related, laid over it when it is read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from sqlite3 import Connection

from tawatur.link.decided import NOTHING, Decided
from tawatur.model.claim import Analysis, Entity
from tawatur.model.judgement import Amendment, Conflict, Unplaced
from tawatur.store import shapes
from tawatur.store.amend import amended
from tawatur.store.columns import insert, to_json

Amendments = Mapping[str, Sequence[Amendment]]


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the log up to entry ``upto`` comes to, in the ids of one run."""

    upto: int = 0
    decided: Decided = NOTHING
    amendments: tuple[Amendment, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    by_document: Amendments = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_document", _by_document(self.amendments))


def write(connection: Connection, run: str, standing: Standing) -> None:
    """Writes it in place of what the run had; whoever calls opens the transaction."""
    for table in ("decided", "amendment", "conflict", "unplaced"):
        connection.execute(f"DELETE FROM {table} WHERE run = ?", (run,))  # noqa: S608
    connection.execute(
        "INSERT INTO decided VALUES (?, ?, ?)",
        (run, standing.upto, to_json(asdict(standing.decided))),
    )
    judged = shapes.JUDGED
    insert(connection, "amendment", ("run", "place", *shapes.AMENDMENT.names, *judged.names), [
        (run, place, *shapes.AMENDMENT.row(one), *judged.row(one.judged))
        for place, one in enumerate(standing.amendments)
    ])  # fmt: skip
    insert(connection, "conflict", ("run", "place", *shapes.CONFLICT.names), [
        (run, place, *shapes.CONFLICT.row(one)) for place, one in enumerate(standing.conflicts)
    ])  # fmt: skip
    insert(connection, "unplaced", ("run", "place", *shapes.UNPLACED.names), [
        (run, place, *shapes.UNPLACED.row(one)) for place, one in enumerate(standing.unplaced)
    ])  # fmt: skip


def standing(connection: Connection, run: str) -> Standing:
    """What the run was related with; nothing where it never was."""
    row = connection.execute("SELECT upto, body FROM decided WHERE run = ?", (run,)).fetchone()
    if row is None:
        return Standing()
    given = json.loads(row[1])
    rejected = {claim: tuple(others) for claim, others in given.pop("rejected").items()}
    pairs = {key: tuple((a, b) for a, b in value) for key, value in given.items()}
    conflicts = _rows(connection, "conflict", shapes.CONFLICT.names, run)
    unplaced = _rows(connection, "unplaced", shapes.UNPLACED.names, run)
    return Standing(
        row[0],
        Decided(rejected=rejected, **pairs),
        amendments(connection, run),
        tuple(map(shapes.CONFLICT.value, conflicts)),
        tuple(map(shapes.UNPLACED.value, unplaced)),
    )


def amendments(
    connection: Connection, run: str, document: str | None = None
) -> tuple[Amendment, ...]:
    """The amendments of a run, or of one of its documents, in the order in which they hold."""
    cut = len(shapes.AMENDMENT.names)
    names = ", ".join((*shapes.AMENDMENT.names, *shapes.JUDGED.names))
    rows = connection.execute(
        f"SELECT {names} FROM amendment WHERE run = ? AND (? IS NULL OR document = ?)"  # noqa: S608
        " ORDER BY place",
        (run, document, document),
    )
    return tuple(
        shapes.AMENDMENT.value(row[:cut], judged=shapes.JUDGED.value(row[cut:])) for row in rows
    )


def laid_over(
    connection: Connection, run: str, analysis: Analysis, decided: Iterable[Amendment]
) -> Analysis:
    """The analysis with what people decided on its claims."""

    def known(own_id: str) -> Entity | None:
        row = connection.execute(
            f"SELECT {', '.join(f'e.{name}' for name in shapes.ENTITY.names)} FROM entity e"  # noqa: S608
            " JOIN analysis a ON a.number = e.analysis WHERE e.id = ? AND a.run = ?"
            " ORDER BY length(e.name) DESC, e.name LIMIT 1",
            (own_id, run),
        ).fetchone()
        return None if row is None else shapes.ENTITY.value(row)

    return amended(analysis, decided, known)


def _by_document(some: Iterable[Amendment]) -> Amendments:
    found: dict[str, list[Amendment]] = defaultdict(list)
    for one in some:
        found[one.document].append(one)
    return dict(found)


def _rows(
    connection: Connection, table: str, names: Sequence[str], run: str
) -> list[tuple[str | None, ...]]:
    return connection.execute(
        f"SELECT {', '.join(names)} FROM {table} WHERE run = ? ORDER BY place",  # noqa: S608
        (run,),
    ).fetchall()
