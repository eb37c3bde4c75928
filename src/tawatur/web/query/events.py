"""The list of incidents: what a reader may ask for, and the rows that answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tawatur.web.desk import Desk

PAGE: Final = 20
COLUMNS: Final = (
    "id", "type", "earliest", "latest", "name", "name_en", "latin", "country", "lat", "lon",
    "geo_precision", "radius_km", "claims", "reports", "outlets", "originators", "conflicts",
    "denials", "copies", "actual", "first_report", "last_report",
    "standing",
)  # fmt: skip
STANDINGS: Final = ("several", "disputed", "single", "announced")  # catalogue.sql says when
SORTS: Final = {
    "day": "day IS NULL, day, number",
    "latest": "day IS NULL, day DESC, number",
    "reports": "reports DESC, day, number",
    "originators": "originators DESC, day, number",
    "disputed": "conflicts + denials DESC, reports DESC, number",
}
# Who blames, demands and denies is told of again and again; what happened comes before it.
SAYINGS: Final = ("accuse", "claim-responsibility", "complain", "condemn", "demand", "deny",
                  "request", "warn")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; empty where not narrowed."""

    type: str = ""
    country: str = ""
    outlet: str = ""
    standing: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    least: int = 1  # reports
    sort: str = "day"
    page: int = 1
    every: bool = False  # all pages at once: only as data

    @property
    def query(self) -> dict[str, object]:
        """The part of an address that gives this filter, without the page."""
        given = {
            "type": self.type, "country": self.country, "outlet": self.outlet,
            "standing": self.standing, "from": self.since, "to": self.until, "place": self.place,
            "least": self.least if self.least > 1 else "",
            "sort": self.sort if self.sort != "day" else "",
        }  # fmt: skip
        return {name: value for name, value in given.items() if value}

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.query.keys() - {"sort"})


def asked(query: Mapping[str, str]) -> Filter:
    """The filter that an address gives; what cannot be meant is left out."""
    return Filter(
        type=query.get("type", ""),
        country=query.get("country", ""),
        outlet=query.get("outlet", ""),
        standing=s if (s := query.get("standing", "")) in STANDINGS else "",
        since=_day(query.get("from", "")),
        until=_day(query.get("to", "")),
        place=query.get("place", "").strip()[:200],
        least=_number(query.get("least", ""), 1, 99),
        sort=s if (s := query.get("sort", "")) in SORTS else "day",
        page=_number(query.get("page", ""), 1, 1_000_000),
        every=query.get("page") == "all",
    )


def where(chosen: Filter) -> tuple[str, dict[str, object]]:
    """A filter as a condition on ``lists.event`` with its values."""
    found = ["TRUE"]
    values: dict[str, object] = {}
    for name in ("type", "country"):
        if getattr(chosen, name):
            found.append(f"{name} = :{name}")
            values[name] = getattr(chosen, name)
    if chosen.outlet:
        found.append("number IN (SELECT incident FROM lists.event_outlet WHERE outlet = :outlet)")
        values["outlet"] = chosen.outlet
    if chosen.place:
        found.append("(name LIKE :place ESCAPE '!' OR name_en LIKE :place ESCAPE '!')")
        values["place"] = f"%{_plain(chosen.place)}%"
    if chosen.standing:
        found.append("standing = :standing")
        values["standing"] = chosen.standing
    if chosen.since:
        found.append("(latest IS NULL OR latest >= :since)")
        values["since"] = chosen.since
    if chosen.until:
        found.append("(earliest IS NULL OR earliest <= :until)")
        values["until"] = chosen.until
    if chosen.least > 1:
        found.append("reports >= :least")
        values["least"] = chosen.least
    return " AND ".join(found), values


def count(desk: Desk, chosen: Filter) -> int:
    """How many incidents fit; remembered, because every page of a list asks."""
    condition, values = where(chosen)

    def made() -> int:
        sql = f"SELECT count(*) AS n FROM lists.event WHERE {condition}"
        return int(desk.rows(sql, values)[0]["n"])

    key = (desk.lists.state, condition, tuple(values.values()))
    found: int = desk.memory.counts.get(key, made)
    return found


def listed(desk: Desk, chosen: Filter, *, most: int = PAGE) -> list[dict[str, Any]]:
    """One page of those that fit."""
    condition, values = where(chosen)
    skipped = (chosen.page - 1) * most
    order = SORTS[chosen.sort]
    return desk.rows(
        f"SELECT number, {', '.join(COLUMNS)} FROM lists.event WHERE number IN"
        f" (SELECT number FROM lists.event WHERE {condition}"
        f" ORDER BY {order} LIMIT {most} OFFSET {skipped}) ORDER BY {order}",
        values,
    )


def one(desk: Desk, own_id: str) -> dict[str, Any] | None:
    """The row of one incident."""
    found = desk.rows(
        f"SELECT number, {', '.join(COLUMNS)} FROM lists.event WHERE id = ?",
        (own_id,),
    )
    return found[0] if found else None


def some(desk: Desk, own_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of several incidents."""
    return desk.rows(
        f"SELECT number, {', '.join(COLUMNS)} FROM lists.event"
        f" WHERE id IN ({', '.join('?' * len(own_ids))})",
        own_ids,
    )


def facets(desk: Desk) -> dict[str, list[tuple[str, int]]]:
    """What can be narrowed to, with how many incidents there are of each."""
    found: dict[str, list[tuple[str, int]]] = {"type": [], "country": [], "outlet": []}
    for row in desk.rows(
        "SELECT facet, value, events FROM lists.facet ORDER BY events DESC, value"
    ):
        found[row["facet"]].append((row["value"], row["events"]))
    return found


def _plain(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _number(text: str, least: int, most: int) -> int:
    return min(most, max(least, int(text))) if text.isascii() and text.isdigit() else least
