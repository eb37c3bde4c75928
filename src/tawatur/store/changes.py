"""How the record of incidents came to be as it is: what each edition changed, and old ids.

An incident's id is a hash of its first claim, so that the same reports give the same ids however
they came. Where an edition gives an incident another id, takes it into another or apart, the old
id is kept here with its heirs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any, Literal

from tawatur.errors import TawaturError
from tawatur.model.claim import Incident
from tawatur.store.columns import to_json

Kind = Literal["new", "changed", "moved", "split", "gone"]
_RUN = "run:"


@dataclass(frozen=True, slots=True)
class Change:
    """What an edition of the record changed in one incident.

    ``moved``: all its claims are in one other incident now; ``split``: they are in several. These
    are its ``heirs``.
    """

    kind: Kind
    incident: str
    heirs: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A change of the record: which run made it, and when (UTC)."""

    number: int
    run: str
    at: str
    changes: tuple[Change, ...]


# --- writing -------------------------------------------------------------------------------------


def digests(connection: Connection, run: str) -> dict[str, str]:
    """The incidents that the last edition left in the database, if it was of this run."""
    last = connection.execute("SELECT run FROM edition ORDER BY number DESC LIMIT 1").fetchone()
    if last is None or last[0] != run:
        return {}
    return dict(
        connection.execute(
            "SELECT r.incident, r.digest FROM recorded r"
            " JOIN incident i ON i.id = r.incident AND i.run = ?",
            (run,),
        )
    )


def note(
    connection: Connection, run: str, incidents: Sequence[Incident], own: Mapping[str, str]
) -> None:
    """Writes what is new against the edition before; ``own`` are the digests of the incidents.

    Whoever calls opens the transaction. Where nothing changed there is no new edition.
    """
    before = {
        own_id: (digest, json.loads(body))
        for own_id, digest, body in connection.execute(
            "SELECT incident, digest, body FROM recorded"
        )
    }
    homes = _homes(connection, run, incidents)
    bodies = {one.id: _body(one, homes) for one in incidents}
    found = list(_changes(connection, before, bodies, own, homes))
    known = connection.execute("SELECT 1 FROM edition WHERE run = ? LIMIT 1", (run,)).fetchone()
    if not found and known is not None:
        return
    (number,) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM edition").fetchone()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO edition VALUES (?, ?, ?)", (number, run, now))
    connection.executemany(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, place, one.kind, one.incident, to_json(list(one.heirs)), one.text)
            for place, one in enumerate(found)
        ],
    )
    _remember(connection, before, bodies, own, homes)


def _homes(
    connection: Connection, run: str, incidents: Sequence[Incident]
) -> dict[str, list[tuple[str, int]]]:
    """Where the words of an incident's claims stand: by that claims are known from run to run."""
    stands = {
        claim: (document, start)
        for claim, document, start in connection.execute(
            "SELECT c.id, a.document, c.trigger_start FROM claim c"
            " JOIN analysis a ON a.number = c.analysis WHERE c.run = ?",
            (run,),
        )
    }
    return {
        one.id: sorted({stands[claim] for claim in one.claims if claim in stands})
        for one in incidents
    }


def _body(incident: Incident, homes: Mapping[str, Sequence[tuple[str, int]]]) -> dict[str, Any]:
    return {
        "type": incident.type,
        "days": [day and day.isoformat() for day in (incident.earliest, incident.latest)],
        "place": incident.place,
        "claims": len(incident.claims),
        "reports": len({document for document, _ in homes[incident.id]}),
        "originators": len(incident.originators),
        "conflicts": sum(v.outcome in {"conflicts", "denies"} for v in incident.verdicts),
    }


def _changes(
    connection: Connection,
    before: Mapping[str, tuple[str, Mapping[str, Any]]],
    bodies: Mapping[str, Mapping[str, Any]],
    own: Mapping[str, str],
    homes: Mapping[str, Sequence[tuple[str, int]]],
) -> Iterator[Change]:
    """Old incidents first, by id, then new ones."""
    now: dict[tuple[str, int], set[str]] = defaultdict(set)
    for own_id, places in homes.items():
        for place in places:
            now[place].add(own_id)
    heirs: dict[str, set[str]] = defaultdict(set)
    stood = {own_id: digest for own_id, (digest, _) in before.items() if own.get(own_id) != digest}
    for own_id, document, start in connection.execute(
        "SELECT incident, document, start FROM recorded_claim"
    ):
        if own_id in stood:
            heirs[own_id] |= now.get((document, start), set())
    for own_id in sorted(stood):
        then = before[own_id][1]
        after = tuple(sorted(heirs[own_id]))
        if own_id in bodies:
            others = tuple(one for one in after if one != own_id)
            if others and own_id in after:
                yield Change("split", own_id, after, _difference(then, bodies[own_id]))
            else:
                yield Change("changed", own_id, (), _difference(then, bodies[own_id]))
        elif len(after) > 1:
            yield Change("split", own_id, after, f"its claims are in {len(after)} incidents now")
        elif after:
            yield Change("moved", own_id, after, f"its claims are in {after[0]} now")
        else:
            yield Change("gone", own_id, (), "none of its claims is told any more")
    for own_id in sorted(bodies.keys() - before.keys()):
        yield Change("new", own_id, (), _told(bodies[own_id]))


def _told(body: Mapping[str, Any]) -> str:
    days = " to ".join(dict.fromkeys(day for day in body["days"] if day)) or "no day"
    return f"{body['type']}, {days}: {_number(body, 'claims')} in {_number(body, 'reports')}"


def _number(body: Mapping[str, Any], what: str) -> str:
    return f"{body[what]} {what.removesuffix('s') if body[what] == 1 else what}"


def _difference(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What a reader sees of a change, in words."""
    found = [
        f"{what}: {_shown(then[what])} before, now {_shown(now[what])}"
        for what in now
        if then[what] != now[what]
    ]
    return "; ".join(found) or "its claims, or how they stand to one another"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " to ".join(dict.fromkeys(str(one) for one in value if one)) or "none"
    return "none" if value is None else str(value)


def _remember(
    connection: Connection,
    before: Mapping[str, tuple[str, Mapping[str, Any]]],
    bodies: Mapping[str, Mapping[str, Any]],
    own: Mapping[str, str],
    homes: Mapping[str, Sequence[tuple[str, int]]],
) -> None:
    """Leaves the new edition to be compared with the next one."""
    old = [(one,) for one, (digest, _) in before.items() if own.get(one) != digest]
    new = [one for one in bodies if one not in before or before[one][0] != own[one]]
    connection.executemany("DELETE FROM recorded_claim WHERE incident = ?", old)
    connection.executemany("DELETE FROM recorded WHERE incident = ?", old)
    connection.executemany(
        "INSERT INTO recorded VALUES (?, ?, ?)",
        [(one, own[one], to_json(bodies[one])) for one in new],
    )
    connection.executemany(
        "INSERT INTO recorded_claim VALUES (?, ?, ?)",
        [(one, document, start) for one in new for document, start in homes[one]],
    )


# --- reading -------------------------------------------------------------------------------------


def since(connection: Connection, when: str) -> tuple[Edition, ...]:
    """The editions from a day (ISO 8601) on, or those after a run was first finished."""
    if when.startswith(_RUN):
        row = connection.execute(
            "SELECT min(number) FROM edition WHERE substr(run, 1, ?) = ?", (len(when), when)
        ).fetchone()
        if row[0] is None:
            raise TawaturError(f"no run {when} was finished in this project")
        where, value = "number > ?", row[0]
    else:
        where, value = "at >= ?", when
    rows = connection.execute(
        f"SELECT number, run, at FROM edition WHERE {where} ORDER BY number",  # noqa: S608
        (value,),
    ).fetchall()
    return tuple(Edition(number, run, at, _of(connection, number)) for number, run, at in rows)


def _of(connection: Connection, edition: int) -> tuple[Change, ...]:
    rows = connection.execute(
        "SELECT kind, incident, heirs, text FROM change WHERE edition = ? ORDER BY place",
        (edition,),
    )
    return tuple(
        Change(kind, incident, tuple(json.loads(heirs)), text)
        for kind, incident, heirs, text in rows
    )


def heirs(connection: Connection, own_id: str) -> tuple[str, ...]:
    """The incidents that an id stands for now: itself, those that took its place, or none."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [own_id]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if connection.execute("SELECT 1 FROM recorded WHERE incident = ?", (one,)).fetchone():
            found.add(one)
            continue
        row = connection.execute(
            "SELECT heirs FROM change WHERE incident = ? AND kind IN ('moved', 'split')"
            " ORDER BY edition DESC LIMIT 1",
            (one,),
        ).fetchone()
        waiting.extend(json.loads(row[0]) if row else ())
    return tuple(sorted(found))
