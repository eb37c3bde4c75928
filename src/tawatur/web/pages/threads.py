"""Threads: subjects followed through time, each state with who tells it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tawatur.judge import log
from tawatur.web.desk import Desk, Reply, Table

_MOST: Final = 40  # threads of a page
_COUNT: Final = re.compile(
    r"(?:(about|at least|more than|at most|fewer than) )?([\d.]+)(?: to ([\d.]+))? (\D+?)"
    r"(?: \(([^()]+)\))?"
)
_MODS: Final = {"about": "APPROX", "at least": "AT_LEAST", "more than": "MORE_THAN",
                "at most": "AT_MOST", "fewer than": "LESS_THAN"}  # fmt: skip
_COLUMNS: Final = ("thread", "kind", "subject", "state", "ahead", "earliest", "latest", "said",
                   "who", "location", "counts", "claim", "document")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """A state as a bar: where it begins and ends in hundredths of the time that is drawn."""

    state: str
    start: float
    stop: float
    day: date
    claim: str
    document: str


def threads(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The threads with their states; those with most states first."""
    page = int(p) if (p := query.get("page", "1")).isascii() and p.isdigit() and len(p) < 7 else 1
    total, found = _threads(desk, max(1, page))
    rows = [
        [one["id"], one["kind"], one["subject"], *(state[name] for name in _COLUMNS[3:])]
        for one in found
        for state in one["states"]
    ]
    return Reply(
        "threads.html",
        {"threads": found, "total": total, "page": page, "pages": max(1, -(-total // _MOST)),
         "based_on": log.head(desk.store).number},
        data=lambda: {"total": total, "threads": [{k: v for k, v in one.items() if k != "bars"}
                                          for one in found]},
        table=lambda: Table(_COLUMNS, rows),
    )  # fmt: skip


def _threads(desk: Desk, page: int) -> tuple[int, list[dict[str, Any]]]:
    if not desk.rows("SELECT 1 FROM sqlite_schema WHERE name = 'thread_state'"):
        return 0, []
    total = desk.rows("SELECT count(*) AS n FROM thread WHERE run = ?", (desk.run,))[0]["n"]
    found = desk.rows(
        "SELECT t.place, t.id, t.kind, coalesce(t.name, t.subject) AS subject"
        " FROM thread t JOIN (SELECT thread, count(*) AS n"
        " FROM thread_state WHERE run = :run GROUP BY thread) s"
        f" ON s.thread = t.place WHERE t.run = :run ORDER BY s.n DESC, t.place LIMIT {_MOST}"
        " OFFSET :skip",
        {"run": desk.run, "skip": (page - 1) * _MOST},
    )
    places = [one["place"] for one in found]
    marks = ", ".join("?" * len(places))
    states = _by_thread(desk.rows(
        "SELECT s.*, d.outlet FROM thread_state s JOIN document d ON d.id = s.document"
        f" WHERE s.run = ? AND s.thread IN ({marks}) ORDER BY s.thread, s.place",
        (desk.run, *places),
    ))  # fmt: skip
    tensions = _by_thread(desk.rows(
        f"SELECT * FROM thread_tension WHERE run = ? AND thread IN ({marks})"
        " ORDER BY thread, place",
        (desk.run, *places),
    ))  # fmt: skip
    for one in found:
        one["states"] = states.get(one["place"], [])
        for state in one["states"]:
            state["counts"] = [counted(text) for text in json.loads(state["counts"])]
        one["tensions"] = tensions.get(one.pop("place"), [])
        one["bars"] = stretches(one["states"])
    return total, found


def counted(text: str) -> dict[str, Any]:
    """A number that goes with a state, taken apart: it is kept in English words.

    >>> counted("more than 200 deployed (combatant)")["mod"], counted("2 to 3 aircraft")["high"]
    ('MORE_THAN', 3.0)
    """
    found = _COUNT.fullmatch(text)
    if found is None:
        return {"text": text, "mod": None}
    mod, low, high, unit, group = found.groups()
    return {"text": text, "mod": _MODS.get(mod or "", ""), "low": float(low),
            "high": float(high or low), "unit": unit, "group": group}  # fmt: skip


def _by_thread(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        number = row.pop("thread")
        row.pop("run")
        found.setdefault(number, []).append(row)
    return found


def stretches(states: Sequence[Mapping[str, Any]]) -> list[Stretch]:
    """The states that have begun, each until the next of its aspect; the last to the end."""
    dated = [s for s in states if s["latest"] and not s["ahead"]]
    if not dated:
        return []
    days = [date.fromisoformat(s["latest"]) for s in dated]
    first, last = min(days), max(days) + timedelta(days=14)
    length = max(1, (last - first).days)
    found = []
    order = sorted(zip(days, dated, strict=True), key=lambda pair: pair[0])
    for place, (day, state) in enumerate(order):
        later = [d for d, s in order[place + 1 :] if s["aspect"] == state["aspect"] and d > day]
        stop = min(later, default=last)
        found.append(
            Stretch(state["state"], 100 * (day - first).days / length,
                    100 * (stop - first).days / length, day, state["claim"], state["document"])
        )  # fmt: skip
    return found
