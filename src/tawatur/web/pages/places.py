"""The map, with a list that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tawatur.web.desk import Desk, Reply, Table
from tawatur.web.pages.incidents import card, cards, plain
from tawatur.web.query import events

_MOST: Final = 400  # circles; of more incidents those that most reports tell of
_TOLD: Final = 3  # incidents of a place that are told with their words
_LISTED: Final = 20  # incidents whose tolls and words are shown with their places


def places(desk: Desk, query: Mapping[str, str]) -> Reply:
    """Where incidents were, each place once with all that happened there."""
    chosen = events.asked(query)
    rows, placed, unplaced = _rows(desk, chosen)
    spots: dict[tuple[float, float], dict[str, Any]] = {}
    for event in cards(desk, rows[:_LISTED]) + [card(row) for row in rows[_LISTED:]]:
        spot = spots.setdefault(
            (event["lat"], event["lon"]),
            {"place": event["place"], "lat": event["lat"], "lon": event["lon"],
             "radius_km": event["radius_km"] or 1, "events": []},
        )  # fmt: skip
        spot["events"].append(event)
    told = [event for spot in spots.values() for event in spot["events"][:_TOLD]]
    words = _words(desk, told)
    return Reply(
        "map.html",
        {"spots": list(spots.values()), "chosen": chosen, "facets": events.facets(desk),
         "placed": placed, "unplaced": unplaced, "shown": len(rows), "sentences": words},
        data=lambda: {"placed": placed, "unplaced": unplaced,
              "type": "FeatureCollection", "features": [_feature(row) for row in rows]},
        table=lambda: Table(
            ("id", "type", "earliest", "latest", "place", "place_en", "lat", "lon", "radius_km",
             "reports", "originators"),
            [[r["id"], r["type"], r["earliest"], r["latest"], r["name"], r["name_en"], r["lat"],
              r["lon"], r["radius_km"], r["reports"], r["originators"]] for r in rows],
        ),
    )  # fmt: skip


def _rows(desk: Desk, chosen: events.Filter) -> tuple[list[dict[str, Any]], int, int]:
    condition, values = events.where(chosen)
    counts = desk.rows(
        "SELECT count(lat) AS placed, count(*) - count(lat) AS unplaced FROM lists.event"
        f" WHERE {condition}",
        values,
    )[0]
    rows = desk.rows(
        f"SELECT number, {', '.join(events.COLUMNS)} FROM lists.event WHERE number IN"
        f" (SELECT number FROM lists.event WHERE {condition} AND lat IS NOT NULL"
        f" ORDER BY reports DESC, day, number LIMIT {_MOST}) ORDER BY reports DESC, day, number",
        values,
    )
    return rows, counts["placed"], counts["unplaced"]


def _words(desk: Desk, shown: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The sentence of one claim of each incident: no circle without its words."""
    numbers = [event["number"] for event in shown]
    found = {}
    for row in desk.rows(
        "SELECT m.incident, m.id AS claim, d.id AS document, d.outlet,"
        " substr(d.text, p.start + 1, min(p.stop - p.start, 400)) AS words"
        " FROM (SELECT incident, min(rowid) AS first FROM lists.member"
        f" WHERE incident IN ({', '.join('?' * len(numbers))}) GROUP BY incident) f"
        " JOIN lists.member m ON m.rowid = f.first"
        " JOIN claim c ON c.analysis = m.analysis AND c.place = m.claim"
        " JOIN passage p ON p.analysis = c.analysis AND p.kind = 'sentence'"
        " AND p.place = c.sentence"
        " JOIN analysis a ON a.number = m.analysis JOIN document d ON d.id = a.document",
        numbers,
    ):
        found[row["incident"]] = row
    return found


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": plain(card(row)),
    }
