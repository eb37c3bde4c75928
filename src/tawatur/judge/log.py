"""The log of judgements: entries are added, never changed, and each is chained to the one before.

What a function here has returned is on the disk: it was written with SQLite's ``synchronous`` at
FULL, so that the commit waited for the disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tawatur.errors import CollisionError, JudgementError, ProjectError
from tawatur.judge import draft, seen, wire
from tawatur.model.judgement import Entry, Judgement, Kind, Ref
from tawatur.store.columns import to_json
from tawatur.store.connection import transaction
from tawatur.store.runkey import sha256
from tawatur.store.store import Store

FIRST: Final = "0" * 64  # what stands in the place of the hash before the first entry
Given = Judgement | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log: whoever keeps the hash can prove later that nothing was cut off."""

    number: int
    hash: str


def append(
    store: Store,
    judgement: Given,
    *,
    who: str | None = None,
    at: str | None = None,
    based_on: int | None = None,
) -> Entry:
    """Adds one judgement and gives its entry; one that is in the log already is given again.

    ``judgement`` is a mapping as docs/judgements.md describes. ``who`` and ``at`` hold where it
    does not say itself. ``based_on`` is the number of the last entry that the person had seen
    (``head(store).number`` when the page was made): where somebody else has decided on the same
    thing since, ``CollisionError`` says who and what. ``JudgementError`` lists what is wrong.
    """
    (entry,) = append_all(store, [judgement], who=who, at=at, based_on=based_on)
    return entry


def append_all(
    store: Store,
    judgements: Sequence[Given],
    *,
    who: str | None = None,
    at: str | None = None,
    based_on: int | None = None,
) -> tuple[Entry, ...]:
    """Adds several, all of them or none."""
    with transaction(store.connection, durable=True):
        made = []
        for one in judgements:
            own = one.get("based_on", based_on) if isinstance(one, Mapping) else based_on
            made.append(_append(store, _completed(store, one, who, at), own))
        return tuple(made)


def append_lines(
    store: Store,
    lines: Iterable[tuple[str, Mapping[str, Any] | str]],
    *,
    who: str | None = None,
    dry_run: bool = False,
) -> tuple[Entry, ...]:
    """Adds the judgements of a file, all of them or, where one is wrong, none.

    Each line comes with its place («file:3») and its object, or the reason why it is none.
    ``JudgementError`` lists every fault with its place. ``dry_run`` writes nothing.
    """
    faults: list[str] = []
    made: list[Entry] = []
    try:
        with transaction(store.connection, durable=True):
            for place, line in lines:
                if isinstance(line, str):
                    faults.append(f"{place}: {line}")
                    continue
                try:
                    made.append(_append(store, _completed(store, line, who, None),
                                        line.get("based_on")))  # fmt: skip
                except JudgementError as error:
                    faults += [f"{place}: {fault}" for fault in error.faults]
                except CollisionError as error:
                    faults.append(f"{place}: {error}")
            if faults or dry_run:
                raise _NothingWrittenError
    except _NothingWrittenError:
        if faults:
            raise JudgementError(faults) from None
    return tuple(made)


class _NothingWrittenError(Exception):
    """Leaves a transaction, so that it is rolled back."""


def undo(
    store: Store,
    own_id: str,
    *,
    who: str,
    why: str | None = None,
    at: str | None = None,
    based_on: int | None = None,
) -> Entry:
    """Takes a judgement back, given its id or the first letters of it; an undo can be undone."""
    given = {"kind": "undo", "of": own_id, "why": why}
    return append(store, given, who=who, at=at, based_on=based_on)


def entries(
    store: Store, *, since: int = 0, upto: int | None = None, about: str | None = None
) -> tuple[Entry, ...]:
    """The entries after number ``since`` up to ``upto``, in order; ``about`` an id."""
    return tuple(_read(store.connection, since=since, upto=upto, about=about))


def entry(store: Store, own_id: str) -> Entry:
    """The entry with this id, or the one whose id begins so."""
    rows = store.connection.execute(
        "SELECT number FROM judgement WHERE substr(id, 1, ?) = ? ORDER BY id = ? DESC LIMIT 2",
        (len(own_id), own_id, own_id),
    ).fetchall()
    if not own_id or not rows:
        raise JudgementError([f"no judgement with the id {own_id}; tawatur log lists them"])
    found = _numbered(store, rows[0][0])
    if len(rows) > 1 and found.judgement.id != own_id:
        raise JudgementError([f"several judgements have an id that begins with {own_id}"])
    return found


def head(store: Store) -> Head:
    """The last entry's number and hash; number 0 where there is none."""
    row = store.connection.execute(
        "SELECT number, hash FROM judgement ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return Head(0, FIRST) if row is None else Head(*row)


def verify(store: Store) -> Iterator[str]:
    """What is wrong with the log, one line a fault: gaps, changed entries, a broken chain."""
    before, number = FIRST, 0
    rows = store.connection.execute(
        "SELECT number, id, kind, who, at, body, previous, hash FROM judgement ORDER BY number"
    )
    for place, own_id, kind, who, at, body, previous, own_hash in rows:
        number += 1
        if place != number:
            yield f"judgement {number} is missing"
            number = place
        if previous != before:
            yield f"judgement {place}: does not follow the one before it"
        if own_hash != _hash(previous, place, body):
            yield f"judgement {place}: its words are not those that were written"
        else:
            given = json.loads(body)
            if (wire.own_id(given), given["kind"], given["who"], given["when"]) != (
                own_id, kind, who, at,
            ):  # fmt: skip
                yield f"judgement {place}: its columns are not those of its body"
        before = own_hash


def read_file(path: Path) -> tuple[Entry, ...]:
    """The entries in a project's database, whichever version of tawatur made it."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return tuple(_read(connection))
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise ProjectError(f"{path}: no log of judgements can be read ({error})") from None


# --- reading and writing -------------------------------------------------------------------------


def _read(
    connection: sqlite3.Connection,
    *,
    since: int = 0,
    upto: int | None = None,
    about: str | None = None,
) -> Iterator[Entry]:
    undone = _taken_back(connection)
    rows = connection.execute(
        "SELECT number, body, previous, hash FROM judgement WHERE number > ?"
        " AND (? IS NULL OR number <= ?) AND (? IS NULL OR number IN"
        " (SELECT number FROM judgement_about WHERE object = ?)) ORDER BY number",
        (since, upto, upto, about, about),
    )
    for number, body, previous, own_hash in rows:
        judgement = wire.judgement_of(json.loads(body))
        yield Entry(number, judgement, previous, own_hash, undone.get(number))


def _numbered(store: Store, number: int) -> Entry:
    return next(_read(store.connection, since=number - 1, upto=number))


def _taken_back(connection: sqlite3.Connection) -> dict[int, int]:
    """The entries that do not hold any more, each with the undo that counts."""
    rows = connection.execute(
        "SELECT u.number, t.number FROM judgement u JOIN judgement t"
        " ON t.id = json_extract(u.body, '$.of') WHERE u.kind = 'undo' ORDER BY u.number DESC"
    )
    found: dict[int, int] = {}
    for number, target in rows:  # the last first: an undo that was undone takes nothing back
        if number not in found:
            found[target] = number
    return found


def _completed(store: Store, given: Given, who: str | None, at: str | None) -> Judgement:
    if isinstance(given, Judgement):
        given = wire.body(given)
    of = given.get("of") if isinstance(given, Mapping) else None
    if isinstance(of, str) and given.get("kind") == Kind.UNDO:  # perhaps its first letters alone
        given = {**given, "of": entry(store, of).judgement.id}
    return draft.complete(store, given, who=who, at=at, seen=lambda one: seen.machine(store, one))


def _append(store: Store, made: Judgement, based_on: int | None) -> Entry:
    known = store.connection.execute(
        "SELECT number FROM judgement WHERE id = ?", (made.id,)
    ).fetchone()
    if known is None:
        known = _said_already(store, made)
    if known is not None:
        return _numbered(store, known[0])
    _refuse_collisions(store, made, based_on)
    about = {ref.id for ref in _all_refs(made.about)}
    if made.kind is Kind.UNDO:
        about |= {ref.id for ref in _all_refs(_undone(store, made).judgement.about)}
    end = head(store)
    body = to_json(wire.body(made))
    number = end.number + 1
    own_hash = _hash(end.hash, number, body)
    store.connection.execute(
        "INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, made.id, made.kind, made.who, made.at, body, end.hash, own_hash),
    )
    store.connection.executemany(
        "INSERT INTO judgement_about VALUES (?, ?)", [(one, number) for one in sorted(about)]
    )
    return Entry(number, made, end.hash, own_hash)


def _undone(store: Store, made: Judgement) -> Entry:
    """The entry that an undo takes back; one that does not hold any more cannot be."""
    found = entry(store, made.of or "")
    if found.undone_by is not None:
        before = _numbered(store, found.undone_by)
        raise JudgementError(
            [f"{found.judgement.id} was undone already by {before.judgement.who}"
             f" at {before.judgement.at} ({before.judgement.id})"]
        )  # fmt: skip
    return found


def _said_already(store: Store, made: Judgement) -> tuple[int] | None:
    """The entry in which the same person has just this as the last word on the same things."""
    if made.kind in {Kind.UNDO, Kind.NOTE}:
        return None
    objects = {ref.id for ref in made.about}
    last = max((one for own_id in objects for one in entries(store, about=own_id)
                if one.judgement.kind is not Kind.NOTE),
               key=lambda one: one.number, default=None)  # fmt: skip
    if last is None or last.undone_by is not None or _content(last.judgement) != _content(made):
        return None
    return (last.number,)


def _content(judgement: Judgement) -> Judgement:
    """What is decided by whom, whenever and on whatever machine result."""
    return replace(judgement, id="", at="", seen={}, tool=None, run=None)


def _refuse_collisions(store: Store, made: Judgement, based_on: int | None) -> None:
    if based_on is None or made.kind is Kind.NOTE:
        return
    about = _objects(store, made)
    for other in entries(store, since=based_on):
        one = other.judgement
        if one.who == made.who or one.kind is Kind.NOTE or other.undone_by is not None:
            continue
        if one.kind is Kind.UNDO and entry(store, one.of or "").number > based_on:
            continue  # made and taken back since: all is as it was
        if met := sorted(about & _objects(store, one)):
            what = f"{one.kind} {one.field}" if one.field else str(one.kind)
            raise CollisionError(
                f"{met[0]}: {one.who} decided on it meanwhile ({what}, {one.at}, {one.id},"
                f" number {other.number}); look at it again, then decide",
                who=one.who,
                kind=str(one.kind),
                field=one.field,
                at=one.at,
            )


def _objects(store: Store, made: Judgement) -> set[str]:
    """The ids of what is decided on; of an undo, what was decided on."""
    while made.kind is Kind.UNDO:
        made = entry(store, made.of or "").judgement
    return {ref.id for ref in made.about}


def _all_refs(refs: Sequence[Ref]) -> Iterator[Ref]:
    for ref in refs:
        yield ref
        yield from ref.claims


def _hash(previous: str, number: int, body: str) -> str:
    return sha256(f"{previous}\n{number}\n{body}")
