"""An incident, to be corrected: joined, parted, its values set, its sources told apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from tawatur.judge import log
from tawatur.judge.fields import COUNTS, FIELDS
from tawatur.web.desk import Desk, Reply, Table
from tawatur.web.matrix import Matrix
from tawatur.web.pages import claim, incidents
from tawatur.web.pages.incident import opened
from tawatur.web.query import events

_NEAR: Final = timedelta(days=3)  # days around an incident in which the same may be told
_OFFERED: Final = 8
PINNED: Final = ("type", "time", "place", *(f for f in FIELDS if f in COUNTS))


def correct(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The forms of an incident; ``?field=`` is the value that is to be set."""
    found, card = opened(desk, query["id"])
    matrix = Matrix(found)
    own = set(found.incident.claims)
    near = incidents.cards(desk, beside(desk, card))
    field = query.get("field", "")
    return Reply(
        "correct.html",
        {"card": card, "matrix": matrix, "dossier": found, "near": near, "pinnable": PINNED,
         "own_claims": lambda column: [one for one in column.claims if one in own],
         "field": field if field in PINNED else "", "now": None, "entities": {},
         **claim.choices(), "based_on": log.head(desk.store).number,
         "history": log.entries(desk.store, about=card["id"])[::-1]},
        data=lambda: {"id": card["id"], "near": list(map(incidents.plain, near))},
        table=lambda: Table(("id", "type", "earliest", "latest", "place", "reports"), [
            (one["id"], one["type"], one["earliest"], one["latest"], one["name"], one["reports"])
            for one in near]),
    )  # fmt: skip


def beside(desk: Desk, card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Incidents of the same days, those of the same place and type first: perhaps the same."""
    day = card["earliest"] or card["latest"]
    if day is None:
        return []
    first, last = (date.fromisoformat(day) + step for step in (-_NEAR, _NEAR))
    return desk.rows(
        f"SELECT number, {', '.join(events.COLUMNS)} FROM lists.event"
        " WHERE day BETWEEN :first AND :last AND id <> :id"
        " ORDER BY (name IS :name) DESC, (type = :type) DESC, (country IS :country) DESC,"
        f" reports DESC, number LIMIT {_OFFERED}",
        {"first": first.isoformat(), "last": last.isoformat(), "id": card["id"],
         "name": card["name"], "type": card["type"], "country": card["country"]},
    )  # fmt: skip
