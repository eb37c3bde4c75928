"""The tolls that lists show: for many incidents at once, from the rows of their counts alone.

To open every incident of a list takes too long. The rules are those of ``compare.account``: of
several counts in one claim the greatest is the whole; a smaller one by whom a greater one came
from before, in the same report, is a part of it; parts of those who were hit are left out. A test
holds lists and dossiers to the same ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import Any, Final

from tawatur.compare.account import TOLLS
from tawatur.link.side import article
from tawatur.store.store import Store
from tawatur.text.fold import folded
from tawatur.web.query.incident import Figure

_PEOPLE: Final = frozenset({"person", "body", None})
_SQL: Final = """
SELECT m.incident, m.id AS claim, r.id AS document, r.latest AS published,
  CASE WHEN r.earliest = r.latest THEN r.latest END AS day,
  CASE WHEN t.end_exclusive = date(t.begin, '+1 day') THEN t.begin END AS said,
  coalesce(k.who, r.outlet, r.id) AS who, c.trigger_start AS at, o.origin,
  q.role, q.mod, q.value, q.low, q.high, q.population, q.unit
FROM lists.member m
JOIN lists.report r ON r.analysis = m.analysis
JOIN claim c ON c.analysis = m.analysis AND c.place = m.claim
JOIN claim_count n ON n.analysis = m.analysis AND n.claim = m.claim
JOIN quantity q ON q.analysis = n.analysis AND q.place = n.quantity
LEFT JOIN chain_link k ON k.analysis = c.analysis AND k.claim = c.place AND k.place = 0
LEFT JOIN attribution s ON s.analysis = c.analysis AND s.place = c.attribution
LEFT JOIN timex t ON t.analysis = s.analysis AND t.place = s.time
LEFT JOIN incident_origin o ON o.run = c.run AND o.incident = m.incident AND o.claim = m.id
WHERE m.incident IN ({marks}) AND q.role IN ({roles}) AND q.part_of IS NULL
"""


def tolls(store: Store, numbers: Sequence[int]) -> dict[int, tuple[Figure, ...]]:
    """The tolls of incidents by their numbers in the lists, without what is disputed of them."""
    roles = ", ".join(f"'{role}'" for role in sorted(TOLLS))
    sql = _SQL.format(marks=", ".join("?" * len(numbers)), roles=roles)
    cursor = store.connection.execute(sql, numbers)
    names = [column[0] for column in cursor.description]
    rows: dict[int, list[dict[str, Any]]] = {}
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        rows.setdefault(row["incident"], []).append(row)
    return {number: tuple(_figures(found)) for number, found in rows.items()}


def _figures(rows: Iterable[Mapping[str, Any]]) -> Iterable[Figure]:
    claims: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda r: (r["published"] or "9999", r["document"], r["at"])):
        claims.setdefault(row["claim"], []).append(row)
    told: dict[tuple[str, str], list[tuple[Mapping[str, Any], float]]] = {}
    found: dict[str, set[tuple[float, float]]] = {}
    for held in claims.values():
        most = _most(held)
        for row in held:
            low, high = bounds(row)
            role = row["role"]
            several = sum(one["role"] == role for one in held) > 1
            part = several and low < most[role]
            before = told.setdefault((row["document"], role), [])
            if not part and any(_whole_of(one, least, row, high) for one, least in before):
                part = True
            elif not part:
                before.append((row, low))
            group = row["population"] or (row["unit"] if row["unit"] not in _PEOPLE else None)
            if not part and (several or group is None):
                found.setdefault(role, set()).add((low, high))
    for role in sorted(found):
        values = found[role]
        stated = [low if high == inf else high for low, high in values]
        low = min(low for low, _ in values)
        yield Figure(role, low, max(stated), disputed=False, given=len(values))


def _most(held: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    most: dict[str, float] = {}
    for row in held:
        most[row["role"]] = max(most.get(row["role"], 0.0), bounds(row)[0])
    return most


def bounds(row: Mapping[str, Any]) -> tuple[float, float]:
    """The least and the greatest value that a count allows.

    >>> bounds({"mod": "AT_LEAST", "value": 4.0, "low": None, "high": None})
    (4.0, inf)
    """
    value, low, high = row["value"], row["low"], row["high"]
    if row["mod"] in {"RANGE", "VAGUE"} or value is None:
        return low or 0.0, inf if high is None else high
    allowed: dict[str, tuple[float, float]] = {
        "APPROX": (value * 0.9, value * 1.1), "AT_LEAST": (value, inf),
        "MORE_THAN": (value + 1, inf), "AT_MOST": (0, value), "LESS_THAN": (0, value - 1),
    }  # fmt: skip
    return allowed.get(row["mod"], (value, value))


def _whole_of(
    earlier: Mapping[str, Any], least: float, row: Mapping[str, Any], high: float
) -> bool:
    """Whether a count is a part of an earlier one of its report."""
    said = [one["said"] or one["day"] for one in (earlier, row)]
    if high >= least or (said[0] and said[1] and said[0] != said[1]):
        return False
    if earlier["origin"] == row["origin"]:
        return True
    head = folded(earlier["who"]).strip('"').partition(" ")[0]
    return article() + head in folded(row["who"]).strip('"').split()
