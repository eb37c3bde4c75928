"""One incident with everything that its pages show, made from the project and remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Generic, TypeVar

from tawatur.compare.account import Account, Bench, bench
from tawatur.compare.blame import Blame, accusations
from tawatur.compare.summary import Summary, Value, summaries
from tawatur.export import chain as chains
from tawatur.model.claim import Analysis, Claim, Incident
from tawatur.store import load
from tawatur.store.store import Store

T = TypeVar("T")


class Remembered(Generic[T]):
    """The last ``most`` values that were asked for, by key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[object, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, make: Callable[[], T]) -> T:
        """The value of ``key``, made where it is not remembered."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


@dataclass(frozen=True, slots=True)
class Dossier:
    """An incident opened: its accounts, what they come to, and on whose word.

    ``blames`` are accusations beside it, which need not be among its claims; ``compared`` is its
    ``chain`` with them and with who denies them. ``copied`` are the claims whose words were taken
    from another report, with that report.
    """

    incident: Incident
    ready: Bench
    accounts: tuple[Account, ...]
    fields: tuple[Summary, ...]
    blames: tuple[Blame, ...]
    chain: dict[str, Any]
    compared: dict[str, Any]
    copied: dict[str, str]

    def claim(self, own_id: str) -> tuple[Claim, Analysis]:
        """A claim with the analysis of its report."""
        return self.ready.claims[own_id]


def whole_values(field: Summary) -> list[Value]:
    """The numbers of a field that count all of them, by the day on which they were first given."""
    numbers = [v for v in field.values if v.low is not None and not v.part]
    return sorted(numbers, key=lambda v: (v.first or date.max, v.low or 0))


def stated(value: Value) -> float:
    """The number that a value names: «at least four» names four."""
    return value.high if value.high is not None else (value.low or 0)


def dossier(store: Store, run: str, own_id: str) -> Dossier | None:
    """An incident with what its pages show."""
    incident = store.incident(run, own_id)
    if incident is None:
        return None
    documents = documents_of(store, run, (*incident.claims, *incident.rejected))
    standing = store.standing(run)
    decided = standing.decided
    reuse = store.reuses_of(run, documents)
    ends = dict.fromkeys(end for edge in reuse for end in (edge.source, edge.copy))
    every = store.analyses_of(run, documents, standing)
    beyond = load.documents(store.connection, [end for end in ends if end not in every])
    within = tuple(edge for edge in reuse if {edge.source, edge.copy} <= every.keys())
    ready = bench(list(every.values()), within, decided)
    claims = [ready.claims[claim][0] for claim in incident.claims]
    chain = chains.record(incident.id, claims, every, reuse, decided, beyond)
    blames = accusations(incident, ready)
    beside = dict.fromkeys([c.id for c in claims] + [b.account.claim.id for b in blames])
    beside |= dict.fromkeys(end for v in incident.verdicts for end in (v.left, v.right))
    known = [ready.claims[claim][0] for claim in beside if claim in ready.claims]
    compared = (
        chain
        if len(known) == len(claims)
        else chains.record(incident.id, known, every, reuse, decided, beyond)
    )
    return Dossier(
        incident,
        ready,
        ready.accounts(incident),
        summaries(incident, ready),
        blames,
        chain,
        compared,
        {row["claim"]: row["other"] for row in compared["copies"] if row["taken"]},
    )


def documents_of(store: Store, run: str, claims: Sequence[str]) -> tuple[str, ...]:
    """The reports that make some claims, in order of arrival."""
    marks = ", ".join("?" * len(claims))
    sql = (
        "SELECT id FROM document WHERE id IN (SELECT a.document FROM claim c JOIN analysis a"
        f" ON a.number = c.analysis WHERE c.run = ? AND c.id IN ({marks})"
        " UNION SELECT document FROM amendment WHERE run = ? AND kind = 'add'"
        f" AND claim IN ({marks}))"
        " ORDER BY number"
    )
    rows = store.connection.execute(sql, (run, *claims, run, *claims))
    return tuple(own_id for (own_id,) in rows)
