"""Names that may be one, and places that little evidence chose: a person looks at each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tawatur.judge import log
from tawatur.link.people import Join
from tawatur.web.desk import Desk, Reply, Table
from tawatur.web.names import Named
from tawatur.web.query import naming


def names(desk: Desk, query: Mapping[str, str]) -> Reply:
    """A pair of names: one person or two? ``?list=joined`` shows what the program joined."""
    shown = "joined" if query.get("list") == "joined" else "review"
    pairs = {one: naming.pairs(desk, one) for one in ("review", "joined")}
    found = pairs[shown]
    place, pair = chosen(found, query)
    return Reply(
        "names.html",
        {"pair": pair, "place": place, "total": len(found), "list": shown,
         "sides": [_side(desk, own_id) for own_id in (pair.left, pair.right)] if pair else [],
         "counts": {one: len(some) for one, some in pairs.items()},
         "based_on": log.head(desk.store).number},
        data=lambda: {"list": shown, "pairs": [_plain(one) for one in found]},
        table=lambda: Table(
            ("left", "right", "left_name", "right_name", "score", "decision", "reasons"),
            [(one.left, one.right, *one.names, one.score, one.decision, "; ".join(one.reasons))
             for one in found],
        ),
    )  # fmt: skip


def places(desk: Desk, query: Mapping[str, str]) -> Reply:
    """A place of which little says which one it is, with those that bear its name."""
    found = naming.thin(desk)
    at, place = chosen(found, query)
    return Reply(
        "places.html",
        {"thin": place, "place": at, "total": len(found),
         "candidates": naming.candidates(desk, place) if place else [],
         "told": naming.told(desk, place.claims) if place else [],
         "named": lambda one: Named.of(one.name, one.name_en),
         "based_on": log.head(desk.store).number},
        data=lambda: {"places": [
            {"id": one.id, "name": one.name, "undecided": one.undecided, "claims": one.claims}
            for one in found]},
        table=lambda: Table(("id", "name", "undecided", "claims"), [
            (one.id, one.name, int(one.undecided), one.total) for one in found]),
    )  # fmt: skip


def chosen(found: tuple[Any, ...], query: Mapping[str, str]) -> tuple[int, Any]:
    """The thing at ``?at=`` with its number; the last where there are not so many."""
    asked = query.get("at", "1")
    place = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    place = min(max(1, place), len(found))
    return place, found[place - 1] if found else None


def _side(desk: Desk, own_id: str) -> dict[str, Any]:
    person = naming.known(desk, own_id)
    assert person is not None
    roles = {e.role_title for e in (person.entity,) if e.role_title}
    return {"id": own_id, "name": Named.entity(person.entity), "roles": sorted(roles),
            "countries": sorted(person.countries), "reports": naming.reports(desk, own_id),
            "sentences": naming.sentences(desk, own_id)}  # fmt: skip


def _plain(one: Join) -> dict[str, Any]:
    return {"left": one.left, "right": one.right, "names": one.names, "score": one.score,
            "decision": one.decision, "reasons": one.reasons}  # fmt: skip
