"""The timeline: a histogram of months, and under it each incident with its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from tawatur.web.desk import Desk, Reply, Table
from tawatur.web.pages.incidents import cards, plain
from tawatur.web.query import events

MOST: Final = 60  # incidents under one bar; the rest on further pages
_BARS: Final = 72  # months that are drawn one by one; of more, years
_LOW: Final = 0.1  # of the highest bar: lower ones are not where the timeline opens
_DAY: Final = {"event": "day", "report": "first_report"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year: how many incidents began in it, and how many are disputed."""

    name: str  # 2024-05 or 2024
    year: int
    month: int | None
    events: int
    disputed: int


def timeline(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The incidents that fit a filter, by day."""
    chosen = events.asked(query)
    by = "report" if query.get("by") == "report" else "event"
    all_bars = bars(desk, replace(chosen, since="", until=""), by)
    shown = _window(query.get("month", ""), all_bars)
    total, rows = _rows(desk, chosen, by, shown)
    made = cards(desk, rows)
    return Reply(
        "timeline.html",
        {"bars": all_bars, "top": max((bar.events for bar in all_bars), default=1), "by": by,
         "shown": shown, "opened": shown or opens_at(all_bars), "cards": made,
         "chosen": chosen, "total": total,
         "facets": events.facets(desk), "undated": _undated(desk),
         "pages": max(1, -(-total // MOST))},
        data=lambda: {
            "bars": [{"period": b.name, "incidents": b.events, "disputed": b.disputed}
                     for b in all_bars],
            "incidents": list(map(plain, made)),
        },
        table=lambda: Table(("period", "incidents", "disputed"),
                    [(b.name, b.events, b.disputed) for b in all_bars]),
    )  # fmt: skip


def bars(desk: Desk, chosen: events.Filter, by: str) -> list[Bar]:
    """The incidents counted by month; by year where there are too many months."""

    def made() -> list[Bar]:
        for length in (7, 4):
            found = filled(_counted(desk, chosen, by, length))
            if len(found) <= _BARS:
                break
        return found

    key = (desk.lists.state, "bars", by, replace(chosen, page=1, sort="day"))
    found: list[Bar] = desk.memory.others.get(key, made)
    return found


def filled(found: list[Bar]) -> list[Bar]:
    """The bars with those between them in which nothing is told: the axis is one of time."""
    if not found:
        return []
    have = {bar.name: bar for bar in found}
    first, last = found[0], found[-1]
    names: list[tuple[str, int, int | None]]
    if first.month is None:
        names = [(str(year), year, None) for year in range(first.year, last.year + 1)]
    else:
        start, stop = 12 * first.year + first.month - 1, 12 * last.year + (last.month or 1)
        names = [
            (f"{n // 12:04d}-{n % 12 + 1:02d}", n // 12, n % 12 + 1) for n in range(start, stop)
        ]
    return [have.get(name) or Bar(name, year, month, 0, 0) for name, year, month in names]


def _counted(desk: Desk, chosen: events.Filter, by: str, length: int) -> list[Bar]:
    condition, values = events.where(chosen)
    day = _DAY[by]
    rows = desk.rows(
        f"SELECT substr({day}, 1, {length}) AS name, count(*) AS events,"
        f" sum(standing = 'disputed') AS disputed FROM lists.event"
        f" WHERE {condition} AND {day} IS NOT NULL GROUP BY 1 ORDER BY 1",
        values,
    )
    return [
        Bar(row["name"], int(row["name"][:4]), int(row["name"][5:]) if length == 7 else None,
            row["events"], row["disputed"])
        for row in rows
    ]  # fmt: skip


def opens_at(all_bars: Sequence[Bar]) -> Bar | None:
    """The bar at which a narrow screen opens: the newest that is not much lower than the highest.

    A lone day that is told far ahead, or was read wrongly, is not where a reader begins.
    """
    most = max((bar.events for bar in all_bars), default=0)
    return next((bar for bar in reversed(all_bars) if bar.events >= max(1, _LOW * most)), None)


def _window(asked: str, all_bars: list[Bar]) -> Bar | None:
    """The bar whose incidents are listed alone."""
    return next((bar for bar in all_bars if bar.name == asked), None)


def _rows(
    desk: Desk, chosen: events.Filter, by: str, shown: Bar | None
) -> tuple[int, list[dict[str, Any]]]:
    condition, values = events.where(chosen)
    day = _DAY[by]
    condition += f" AND {day} IS NOT NULL"
    if shown is not None:
        first, after = _ends(shown)
        condition += f" AND {day} >= :first AND {day} < :after"
        values |= {"first": first, "after": after}
    total = desk.rows(f"SELECT count(*) AS n FROM lists.event WHERE {condition}", values)
    rows = desk.rows(
        f"SELECT number, {', '.join(events.COLUMNS)} FROM lists.event"
        f" WHERE {condition} ORDER BY {day}, number"
        f" LIMIT {MOST} OFFSET {(chosen.page - 1) * MOST}",
        values,
    )
    return int(total[0]["n"]), rows


def _ends(bar: Bar) -> tuple[str, str]:
    first = date(bar.year, bar.month or 1, 1)
    after = first + timedelta(days=366 if bar.month is None else 31)
    return first.isoformat(), after.replace(
        month=after.month if bar.month else 1, day=1
    ).isoformat()


def _undated(desk: Desk) -> int:
    row = desk.rows(
        "SELECT count(*) AS n FROM lists.event WHERE earliest IS NULL AND latest IS NULL"
    )
    return int(row[0]["n"])
