"""What waits for a person: names that may be one, and places that little evidence chose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tawatur.judge import log
from tawatur.link import people
from tawatur.link.people import Join
from tawatur.model.claim import Entity
from tawatur.model.judgement import PAIRS, Entry
from tawatur.model.place import Place
from tawatur.model.text import Span
from tawatur.rules.gazetteer import Gazetteer
from tawatur.store import pairs as stored
from tawatur.store import shapes
from tawatur.text.fold import folded
from tawatur.web.desk import Desk

MOST: Final = 500  # pairs, and places, that are offered
_HELD: Final = 60  # claims of a place that are decided together
_SHOWN: Final = 2  # sentences of a name
_CANDIDATES: Final = 8
_RANK: Final = ["rank"]  # nothing spoke for the place but that it is the largest of its name
_EMPTY: Final = ("[]", "null")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in which a name or claim stands, with the words in it."""

    claim: str | None
    document: str
    outlet: str | None
    title: str | None
    text: str
    sentence: Span
    words: Span


@dataclass(frozen=True, slots=True)
class Thin:
    """A place of which little said which one it is, with the claims that were put there."""

    id: str
    name: str
    undecided: bool
    claims: tuple[str, ...]
    total: int


def pairs(desk: Desk, decision: str) -> tuple[Join, ...]:
    """The pairs of people that wait for a person (``review``), or that were ``joined``."""
    found: tuple[Join, ...] = desk.memory.others.get(
        (desk.lists.state, "pairs"), lambda: stored.load(desk.store.connection, desk.run)
    )
    done = _decided(desk)
    waiting = [
        one for one in found
        if one.decision == decision and frozenset((one.left, one.right)) not in done
    ]  # fmt: skip
    return tuple(waiting[:MOST])


def known(desk: Desk, own_id: str) -> people.Known | None:
    """A person as all reports together know them."""
    found: dict[str, people.Known] = {}
    for entity in _entities(desk, "e.id = ?", (own_id,)):
        people.add(found, entity)
    return found.get(own_id)


def sentences(desk: Desk, own_id: str) -> list[Sentence]:
    """The first sentences in which a name stands."""
    rows = desk.store.connection.execute(
        "SELECT NULL, d.id, d.outlet, d.title, d.text, p.start, p.stop, n.start, n.stop"
        " FROM entity e JOIN lists.report r ON r.analysis = e.analysis"
        " JOIN name n ON n.analysis = e.analysis AND n.entity = e.id"
        " JOIN passage p ON p.analysis = e.analysis AND p.kind = 'sentence'"
        " AND p.start <= n.start AND p.stop >= n.stop JOIN document d ON d.id = r.id"
        f" WHERE e.id = ? GROUP BY d.id LIMIT {_SHOWN}",
        (own_id,),
    )
    return list(_sentences(rows))


def reports(desk: Desk, own_id: str) -> int:
    """How many reports name somebody."""
    (count,) = desk.store.connection.execute(
        "SELECT count(DISTINCT e.analysis) FROM entity e"
        " JOIN lists.report r ON r.analysis = e.analysis WHERE e.id = ?",
        (own_id,),
    ).fetchone()
    return int(count)


def thin(desk: Desk) -> tuple[Thin, ...]:
    """The places that little evidence chose, those first that most claims were put in."""
    found: tuple[Thin, ...] = desk.memory.others.get(
        (desk.lists.state, "thin"), lambda: tuple(_thin(desk))
    )
    done = {
        ref.id
        for entry in log.entries(desk.store, since=desk.lists.state.decided)
        if entry.undone_by is None and entry.judgement.field == "place"
        for ref in entry.judgement.about
    }
    left = [
        Thin(one.id, one.name, one.undecided, rest, one.total)
        for one in found
        if (rest := tuple(claim for claim in one.claims if claim not in done))
    ]
    return tuple(left[:MOST])


def told(desk: Desk, claims: Sequence[str]) -> list[Sentence]:
    """The sentences of claims, in which their first word is marked."""
    marks = ", ".join("?" * len(claims))
    rows = desk.store.connection.execute(
        "SELECT c.id, d.id, d.outlet, d.title, d.text, p.start, p.stop, c.trigger_start,"
        " c.trigger_stop FROM claim c JOIN lists.report r ON r.analysis = c.analysis"
        " JOIN document d ON d.id = r.id JOIN passage p ON p.analysis = c.analysis"
        " AND p.kind = 'sentence' AND p.place = c.sentence"
        f" WHERE c.run = ? AND c.id IN ({marks})",
        (desk.run, *claims),
    )
    return list(_sentences(rows))


def candidates(desk: Desk, place: Thin) -> list[Place]:
    """The places of the gazetteer that bear the name, the largest first."""
    gazetteer = Gazetteer(desk.gazetteers)
    stored = [
        one.removeprefix("ent:")
        for (told,) in desk.store.connection.execute(
            "SELECT DISTINCT e.candidates FROM entity e"
            " JOIN lists.report r ON r.analysis = e.analysis WHERE e.id = ?",
            (place.id,),
        )
        for one in json.loads(told)
    ]
    ids = dict.fromkeys((*stored, *gazetteer.ids(folded(place.name))))
    found = [gazetteer[one] for one in ids if one in gazetteer]
    return sorted(found, key=lambda one: (-one.population, one.id))[:_CANDIDATES]


# --- from the tables -----------------------------------------------------------------------------


def _entities(desk: Desk, condition: str, values: Sequence[object]) -> Iterator[Entity]:
    columns = ", ".join(f"e.{name}" for name in shapes.ENTITY.names)
    for row in desk.store.connection.execute(
        f"SELECT {columns} FROM entity e JOIN lists.report r ON r.analysis = e.analysis"
        f" WHERE {condition}",
        values,
    ):
        yield shapes.ENTITY.value(row)


def _decided(desk: Desk) -> frozenset[frozenset[str]]:
    """The pairs on which somebody decided, and did not take it back."""
    state = desk.lists.state
    before: tuple[Entry, ...] = desk.memory.others.get(
        (state, "pairs decided"),
        lambda: tuple(e for e in log.entries(desk.store, upto=state.decided)
                      if e.judgement.kind in PAIRS),
    )  # fmt: skip
    after = log.entries(desk.store, since=state.decided)
    taken = {e.judgement.of for e in after if e.undone_by is None}
    return frozenset(
        frozenset(ref.id for ref in entry.judgement.about)
        for entry in (*before, *after)
        if entry.undone_by is None and entry.judgement.id not in taken
        and entry.judgement.kind in PAIRS
    )  # fmt: skip


def _thin(desk: Desk) -> Iterator[Thin]:
    """Undecided places and those that only their size speaks for, where a claim happened there."""
    edited = {
        claim
        for (claim,) in desk.store.connection.execute(
            "SELECT claim FROM amendment WHERE run = ? AND field = 'place'", (desk.run,)
        )
    }
    places: dict[str, tuple[str, bool, list[str]]] = {}
    for own_id, name, undecided, claim in desk.store.connection.execute(
        "SELECT e.id, e.name, e.candidates NOT IN (?, ?), c.id FROM entity e"
        " JOIN lists.report r ON r.analysis = e.analysis"
        " JOIN claim c ON c.analysis = e.analysis AND c.location = e.id"
        " WHERE e.kind IN ('place', 'facility') AND (e.candidates NOT IN (?, ?) OR e.basis = ?)"
        " AND c.run = ?",
        (*_EMPTY, *_EMPTY, json.dumps(_RANK), desk.run),
    ):
        held = places.setdefault(own_id, (name, bool(undecided), []))
        if claim not in edited:
            held[2].append(claim)
    order = sorted(places.items(), key=lambda item: (-len(item[1][2]), item[0]))
    for own_id, (name, undecided, claims) in order:
        if claims:
            yield Thin(own_id, name, undecided, tuple(claims[:_HELD]), len(claims))


def _sentences(rows: Iterator[Any] | Any) -> Iterator[Sentence]:
    for claim, document, outlet, title, text, start, stop, first, last in rows:
        yield Sentence(claim, document, outlet, title, text, Span(start, stop), Span(first, last))
