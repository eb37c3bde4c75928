"""The first page, and the list of incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tawatur.model.claim import Toll
from tawatur.web.desk import Desk, Reply, Table
from tawatur.web.names import Named
from tawatur.web.query import events

_FIRST: Final = 6  # incidents on the first page
_SKIPPED: Final = ", ".join(f"'{name}'" for name in events.SAYINGS)


def home(desk: Desk, query: Mapping[str, str]) -> Reply:
    """What the project holds, and what to look at first: what most reports tell of."""
    columns = ", ".join(events.COLUMNS)
    told = desk.rows(
        f"SELECT number, {columns} FROM lists.event"
        f" WHERE reports > 1 AND type NOT IN ({_SKIPPED})"
        f" ORDER BY reports DESC, day LIMIT {_FIRST}"
    )
    if not told:
        told = events.listed(desk, events.Filter(), most=_FIRST)
    made = cards(desk, told)
    totals = totals_of(desk)
    return Reply(
        "home.html",
        {"cards": made, "totals": totals},
        data=lambda: {
            "project": desk.project,
            "totals": totals,
            "incidents": list(map(plain, made)),
        },
        table=lambda: _table(made),
    )


def incidents(desk: Desk, query: Mapping[str, str]) -> Reply:
    """One page of the incidents that fit a filter."""
    chosen = events.asked(query)
    total = events.count(desk, chosen)
    made = cards(desk, events.listed(desk, chosen))

    def given() -> list[dict[str, Any]]:
        return cards(desk, events.listed(desk, chosen, most=total)) if chosen.every else made

    return Reply(
        "incidents.html",
        {"cards": made, "chosen": chosen, "total": total, "facets": events.facets(desk),
         "pages": max(1, -(-total // events.PAGE))},
        data=lambda: {"total": total, "page": "all" if chosen.every else chosen.page,
                      "incidents": list(map(plain, given()))},
        table=lambda: _table(given()),
    )  # fmt: skip


def cards(desk: Desk, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Incidents as lists show them."""
    figures = desk.tolls(found)
    return [card(event, figures.get(event["number"], ())) for event in found]


def card(event: dict[str, Any], figures: Sequence[Toll] = ()) -> dict[str, Any]:
    """An incident as lists show it."""
    return {
        **event,
        "place": Named.of(event["name"], event["name_en"], event["latin"]),
        "figures": figures,
    }


def plain(card: dict[str, Any]) -> dict[str, Any]:
    """The same as data."""
    return {
        **{name: card[name] for name in events.COLUMNS if name != "latin"},
        "figures": [
            {"field": f.field, "low": f.low, "high": f.high, "disputed": f.disputed}
            for f in card["figures"]
        ],
    }


def totals_of(desk: Desk) -> dict[str, int]:
    """How much there is of everything."""

    def made() -> dict[str, int]:
        found: dict[str, int] = desk.rows(
            "SELECT (SELECT count(*) FROM lists.report) AS reports,"
            " (SELECT count(DISTINCT outlet) FROM lists.report) AS outlets,"
            " (SELECT count(*) FROM lists.event) AS incidents,"
            " (SELECT count(*) FROM lists.event WHERE reports > 1) AS several,"
            " (SELECT count(*) FROM lists.event WHERE standing = 'disputed') AS disputed,"
            " (SELECT sum(claims) FROM lists.report) AS claims"
        )[0]
        return found

    totals: dict[str, int] = desk.memory.others.get((desk.lists.state, "totals"), made)
    return totals


def _table(cards: list[dict[str, Any]]) -> Table:
    names = [name for name in events.COLUMNS if name != "latin"]
    columns = (*names, "killed_least", "killed_most", "injured_least", "injured_most")
    rows = []
    for one in cards:
        tolls = {figure.field: figure for figure in one["figures"]}
        ends = [
            getattr(tolls[field], end) if field in tolls else None
            for field in ("killed", "injured")
            for end in ("low", "high")
        ]
        rows.append([*(one[name] for name in names), *ends])
    return Table(columns, rows)
