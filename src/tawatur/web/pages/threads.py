"""Threads: subjects followed through time, each state with who tells it; and their correction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tawatur.judge import log
from tawatur.model.judgement import Entry
from tawatur.web.desk import Desk, NotFoundError, Reply, Table, own_id
from tawatur.web.query import threads as query_
from tawatur.web.words import words

_COLUMNS: Final = ("thread", "kind", "subject", "state", "ahead", "earliest", "latest", "said",
                   "who", "location", "counts", "claim", "document")  # fmt: skip
_ADDED: Final = ("subject_ar", "state_ar", "location_ar")
_INNER: Final = frozenset({"lanes", "follows", "place", "about", "name", "n"})


def threads(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The threads with their states; those with most states first."""
    page = int(p) if (p := query.get("page", "1")).isascii() and p.isdigit() and len(p) < 7 else 1
    total, found = query_.total(desk), query_.listed(desk, max(1, page))
    return Reply(
        "threads.html",
        {"threads": found, "total": total, "page": page,
         "pages": max(1, -(-total // query_.MOST))},
        data=lambda: {"total": total, "threads": list(map(_plain, found))},
        table=lambda: _table(found),
    )  # fmt: skip


def thread(desk: Desk, query: Mapping[str, str]) -> Reply:
    """One thread: all its states, what does not go together, and what was decided on it."""
    found = opened(desk, query["id"])
    return Reply(
        "thread.html",
        {"thread": found, "history": _history(desk, query["id"], found)},
        data=lambda: _plain(found),
        table=lambda: _table([found]),
    )


def correct(desk: Desk, query: Mapping[str, str]) -> Reply:
    """A thread, to be named, joined with others, or parted."""
    found = opened(desk, query["id"])
    near = query_.beside(desk, found)
    claims: dict[str, list[dict[str, Any]]] = {}
    for state in found["states"]:
        claims.setdefault(state["claim"], []).append(state)
    return Reply(
        "thread_correct.html",
        {"thread": found, "near": near, "claims": claims,
         "based_on": log.head(desk.store).number,
         "history": _history(desk, query["id"], found)},
        data=lambda: {"id": found["id"], "near": list(map(_plain, near))},
        table=lambda: Table(("id", "kind", "subject", "subject_ar", "states"), [
            (one["id"], one["kind"], one["subject"], _arabic(one), one["n"]) for one in near]),
    )  # fmt: skip


def opened(desk: Desk, part: str) -> dict[str, Any]:
    """The thread that a part of an address names."""
    found = query_.one(desk, own_id(part))
    if found is None:
        raise NotFoundError(own_id(part))
    return found


def _history(desk: Desk, part: str, found: Mapping[str, Any]) -> Sequence[Entry]:
    """What was decided on it, and on the one whose address was asked for, the latest first."""
    entries = {
        entry.number: entry
        for one in (found["id"], own_id(part))
        for entry in log.entries(desk.store, about=one)
    }
    return [entries[number] for number in sorted(entries, reverse=True)]


def _arabic(thread: Mapping[str, Any]) -> str:
    return str(thread["follows"].text(words("ar")))


def _state(state: Mapping[str, Any]) -> str:
    return words("ar").state(state["what"], state["how"])


def _plain(thread: Mapping[str, Any]) -> dict[str, Any]:
    """A thread as data: what is stored, and added to it what an Arabic reader calls it."""
    made = {name: value for name, value in thread.items() if name not in _INNER}
    if "states" in made:
        made["states"] = [
            {**{name: value for name, value in state.items() if name != "where"},
             "state_ar": _state(state), "location_ar": state["where"].arabic}
            for state in thread["states"]
        ]  # fmt: skip
    if "tensions" in made:
        made["tensions"] = [
            {name: value for name, value in one.items() if name != "sides"}
            for one in thread["tensions"]
        ]
    return {**made, "subject_ar": _arabic(thread)}


def _table(found: Sequence[Mapping[str, Any]]) -> Table:
    return Table((*_COLUMNS, *_ADDED), list(_rows(found)))


def _texts(state: Mapping[str, Any]) -> str:
    return "; ".join(count["text"] for count in state["counts"])


def _rows(found: Sequence[Mapping[str, Any]]) -> Iterator[list[object]]:
    for one in found:
        for state in one["states"]:
            yield [one["id"], one["kind"], one["subject"],
                   *({**state, "counts": _texts(state)}[name] for name in _COLUMNS[3:]),
                   _arabic(one), _state(state), state["where"].arabic]  # fmt: skip
