"""Threads as pages show them: what they follow in both languages, their states, who tells them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tawatur.compare.amount import Amount
from tawatur.judge import log
from tawatur.model.text import Document
from tawatur.web.desk import Desk
from tawatur.web.names import Named
from tawatur.web.words import Words

MOST: Final = 40  # threads of a page
_OFFERED: Final = 12  # threads that may be one with another
_DRAWN: Final = 960  # thousandths up to the last day; the rest is for what lasts
_Key = tuple[str, str | None, bool]  # a state, and whether it lies ahead
_COLUMNS: Final = "t.place, t.id, t.kind, t.about, t.name, t.subject, t.sort, t.country"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a thread follows: an activity or a system, and whose it is.

    ``name`` is what a person called it, and goes before all; ``country`` is where forces are.
    """

    sort: str | None
    names: tuple[Named, ...] = ()
    country: str | None = None
    name: str | None = None

    def text(self, words: Words) -> str:
        """The subject in the reader's language, as far as names are known in it."""
        if self.name:
            return self.name
        if self.country:
            where = words.name("country", self.country)
            return str(words.strings["threads.forces_in"]).replace("{place}", where)
        arabic = words.language == "ar"
        names = [(n.arabic if arabic else n.latin) or str(n) for n in self.names]
        comma = f"{words.say('shell.comma')} "
        head = words.name("followed", self.sort) if self.sort else None
        return ": ".join(filter(None, (head, comma.join(names))))


@dataclass(frozen=True, slots=True)
class Lane:
    """A state through the time that is drawn, in thousandths of it.

    ``told`` are the days that tellings give for its beginning, ``held`` how long it held by them:
    until another state of its aspect, or to the end.
    """

    what: str
    how: str | None
    ahead: bool
    told: tuple[tuple[float, float], ...]
    held: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The states of a thread, each a lane, from the first of their days to the last."""

    lanes: tuple[Lane, ...]
    first: date
    last: date


def total(desk: Desk) -> int:
    """How many threads there are."""
    sql = "SELECT count(*) FROM thread WHERE run = ?"
    return int(desk.store.connection.execute(sql, (desk.run,)).fetchone()[0])


def listed(desk: Desk, page: int) -> list[dict[str, Any]]:
    """One page of the threads, those with most states first."""
    return _filled(desk, desk.rows(
        f"SELECT {_COLUMNS} FROM thread t JOIN (SELECT thread, count(*) AS n"
        " FROM thread_state WHERE run = :run GROUP BY thread) s"
        f" ON s.thread = t.place WHERE t.run = :run ORDER BY s.n DESC, t.place LIMIT {MOST}"
        " OFFSET :skip",
        {"run": desk.run, "skip": (page - 1) * MOST},
    ))  # fmt: skip


def one(desk: Desk, own_id: str) -> dict[str, Any] | None:
    """A thread; where it was joined with another, or is told by others now, the one it is in."""
    sql = f"SELECT {_COLUMNS} FROM thread t WHERE t.run = ? AND t.id = ?"
    found = desk.rows(sql, (desk.run, own_id))
    if not found and (heir := _heir(desk, own_id)) is not None:
        found = desk.rows(sql, (desk.run, heir))
    return _filled(desk, found)[0] if found else None


def beside(desk: Desk, thread: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Other threads that may be one with it: of the same kind, and of the same names, first."""
    own = set(json.loads(thread["about"]))
    found = desk.rows(
        f"SELECT {_COLUMNS}, (SELECT count(*) FROM thread_state s WHERE s.run = t.run"
        " AND s.thread = t.place) AS n FROM thread t WHERE t.run = ? AND t.id <> ?",
        (desk.run, thread["id"]),
    )
    found.sort(
        key=lambda row: (row["kind"] != thread["kind"], -len(own & set(json.loads(row["about"]))),
                         -row["n"], row["place"])
    )  # fmt: skip
    found = found[:_OFFERED]
    _called(desk, found)
    return found


def _heir(desk: Desk, own_id: str) -> str | None:
    """The thread that holds most of the claims which one had when a person decided on it."""
    entries = log.entries(desk.store, about=own_id)
    claims = next(
        ([claim.id for claim in ref.claims]
         for entry in reversed(entries) for ref in entry.judgement.about if ref.id == own_id),
        [],
    )  # fmt: skip
    held = desk.rows(
        "SELECT DISTINCT t.id, s.claim FROM thread_state s"
        " JOIN thread t ON t.run = s.run AND t.place = s.thread"
        f" WHERE s.run = ? AND s.claim IN ({', '.join('?' * len(claims))})",
        (desk.run, *claims),
    )
    most = Counter(row["id"] for row in held).most_common(1)
    return most[0][0] if most else None


# --- what is shown of them -----------------------------------------------------------------------


def _filled(desk: Desk, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Threads with their subjects, states, tensions and lanes."""
    _called(desk, found)
    places = [one["place"] for one in found]
    marks = ", ".join("?" * len(places))
    states = _by_thread(desk.rows(
        "SELECT s.*, d.outlet, d.path FROM thread_state s JOIN document d ON d.id = s.document"
        f" WHERE s.run = ? AND s.thread IN ({marks}) ORDER BY s.thread, s.place",
        (desk.run, *places),
    ))  # fmt: skip
    tensions = _by_thread(desk.rows(
        f"SELECT * FROM thread_tension WHERE run = ? AND thread IN ({marks})"
        " ORDER BY thread, place",
        (desk.run, *places),
    ))  # fmt: skip
    located = _named(desk, {s["place_id"] for own in states.values() for s in own} - {None})
    for one in found:
        one["states"] = states.get(one["place"], [])
        for state in one["states"]:
            state["state"] = " ".join(filter(None, (state["what"], state["how"])))
            state["counts"] = list(map(_counted, json.loads(state["counts"])))
            path = state.pop("path")
            state["label"] = Document(state["document"], "", path=path).label
            state["where"] = located.get(state["place_id"], Named(state["location"]))
        one["tensions"] = tensions.get(one["place"], [])
        own = {state["claim"]: state for state in one["states"]}
        for tension in one["tensions"]:
            tension["sides"] = [own.get(tension[f"{side}_claim"]) for side in ("left", "right")]
        one["lanes"] = lanes(one["states"])
    return found


def _called(desk: Desk, found: Sequence[dict[str, Any]]) -> None:
    """Gives threads what they follow."""
    about = {own_id for row in found for own_id in json.loads(row["about"])}
    names = _named(desk, about)
    for row in found:
        kept = () if row["kind"] == "forces" else json.loads(row["about"])
        row["follows"] = Subject(
            row["sort"], tuple(names[one] for one in kept if one in names), row["country"],
            row["name"],
        )  # fmt: skip
        row["subject"] = row["name"] or row["subject"]


def _named(desk: Desk, ids: Iterable[str]) -> dict[str, Named]:
    """The fullest name of each thing that the reports of a run name."""
    given = sorted(ids)
    found: dict[str, Named] = {}
    for row in desk.rows(
        "SELECT DISTINCT e.id, e.name, e.name_en, e.latin FROM entity e"
        " JOIN lists.report r ON r.analysis = e.analysis"
        f" WHERE e.id IN ({', '.join('?' * len(given))})"
        " ORDER BY length(e.name), e.name DESC",
        given,
    ):
        found[row["id"]] = Named.of(row["name"], row["name_en"], row["latin"])
    return found


def _counted(amount: Mapping[str, Any]) -> dict[str, Any]:
    """A number that goes with a state; ``text`` is the same in English, ``mod`` may be empty."""
    return {**amount, "mod": amount["mod"] or "", "text": str(Amount(**amount))}


def _by_thread(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        number = row.pop("thread")
        row.pop("run")
        found.setdefault(number, []).append(row)
    return found


def lanes(states: Sequence[Mapping[str, Any]]) -> Lanes | None:
    """The states by their days; nothing where all are of one day, or of none."""
    dated = [
        (date.fromisoformat(s["earliest"] or s["latest"]), date.fromisoformat(s["latest"]), s)
        for s in states
        if s["latest"]
    ]
    if len({day for first, last, _ in dated for day in (first, last)}) < 2:
        return None
    first, last = min(one[0] for one in dated), max(one[1] for one in dated)
    length = (last - first).days

    def at(day: date) -> float:
        return round(_DRAWN * (day - first).days / length, 1)

    made: dict[_Key, tuple[set[tuple[float, float]], set[tuple[float, float]]]] = {}
    for begun, latest, state in sorted(dated, key=lambda one: one[:2]):
        key = (state["what"], state["how"], bool(state["ahead"]))
        told, held = made.setdefault(key, (set(), set()))
        told.add((at(begun), at(latest)))
        if not state["ahead"]:
            ends = [
                day for day, _, other in dated
                if other["aspect"] == state["aspect"] and not other["ahead"]
                and other["what"] != state["what"] and day > begun
            ]  # fmt: skip
            held.add((at(begun), at(min(ends)) if ends else 1000.0))
    found = (
        Lane(*key, tuple(sorted(told)), tuple(_merged(held))) for key, (told, held) in made.items()
    )
    return Lanes(tuple(found), first, last)


def _merged(held: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Stretches of which none touches another."""
    made: tuple[float, float] | None = None
    for start, stop in sorted(held):
        if made is not None and start <= made[1]:
            made = (made[0], max(made[1], stop))
            continue
        if made is not None:
            yield made
        made = (start, stop)
    if made is not None:
        yield made
