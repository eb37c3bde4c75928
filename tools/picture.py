"""Draws ``docs/incident.svg``: one incident of a project, its figures and who stands behind each.

    tawatur timeline -p demo-project --json | python tools/picture.py > docs/incident.svg

Takes the incident that most reports tell of.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from html import escape
from typing import Any

WIDTH, ROW, LEFT, RIGHT = 980, 34, 250, 470
FIGURES = ("killed", "injured")
INK, FAINT, LINE = "#1d2733", "#5c6975", "#d5dbe1"
COLOURS = ("#0b5cad", "#c05600", "#25733a", "#7a3e9d", "#8a1c3c", "#3c6e71", "#6b5b00", "#44546a")


def main() -> None:
    """Reads the timeline from standard input, writes the picture to standard output."""
    entries = [json.loads(line) for line in sys.stdin if line.strip()]
    entry = max(entries, key=lambda one: (one["reports"], one["incident"]))
    print(drawn(entry))


def drawn(entry: dict[str, Any]) -> str:
    """The picture of one incident."""
    fields = {field["field"]: field for field in entry["fields"]}
    rows = [(name, value) for name in FIGURES if name in fields for value in own(fields[name])]
    days = sorted({value["first"] for _, value in rows if value["first"]})
    behind = sorted({who(value) for _, value in rows})
    height = 120 + ROW * (len(rows) + len(FIGURES))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="DejaVu Sans, Noto Naskh Arabic, sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        words(24, 36, f"{entry['type']}, {entry['earliest']}", size=20, weight="bold"),
        words(WIDTH - 24, 36, entry["place_ar"] or "", size=20, weight="bold", arabic=True),
        words(24, 62, f"{entry['reports']} reports of {entry['outlets']} outlets; when each figure "
              "was first given, and by whom", size=13, ink=FAINT),
    ]  # fmt: skip
    for place, day in enumerate(days):
        x = at(place, len(days))
        parts.append(f'<line x1="{x}" x2="{x}" y1="92" y2="{height - 16}" stroke="{LINE}"/>')
        said = date.fromisoformat(day)
        parts.append(words(x, 86, f"{said.day} {said:%b}", size=12, ink=FAINT, anchor="middle"))
    y, last = 92, ""
    for name, value in rows:
        y += ROW
        if name != last:
            parts.append(words(24, y, name, size=15, weight="bold"))
            y, last = y + ROW, name
        colour = COLOURS[behind.index(who(value)) % len(COLOURS)]
        parts.append(words(24, y, value["text"], size=14, ink=colour))
        if value["first"]:
            x = at(days.index(value["first"]), len(days))
            parts.append(f'<circle cx="{x}" cy="{y - 5}" r="7" fill="{colour}"/>')
        else:
            middle = (LEFT + RIGHT) // 2
            parts.append(words(middle, y, "day open", size=12, ink=colour, anchor="middle"))
        parts.append(words(WIDTH - 24, y, who(value), size=14, ink=colour, arabic=True))
    return "\n".join([*parts, "</svg>"])


def own(field: dict[str, Any]) -> list[dict[str, Any]]:
    """The values that are no part of another («six of them children»), by day and size."""
    values = [value for value in field["values"] if not value["part"]]
    return sorted(values, key=lambda value: (value["first"] or "9999", value["low"] or 0))


def who(value: dict[str, Any]) -> str:
    """The first of those who stand behind a value, without the marks around it."""
    name = value["behind"][0].strip("«»") if value["behind"] else ""
    return name if len(name) <= 40 else name[:38] + "…"


def at(place: int, count: int) -> int:
    """Where a day stands from left to right."""
    return LEFT + (RIGHT - LEFT) * place // max(count - 1, 1)


def words(
    x: int,
    y: int,
    text: str,
    *,
    size: int,
    ink: str = INK,
    weight: str = "normal",
    anchor: str = "start",
    arabic: bool = False,
) -> str:
    """A line of text; Arabic runs from right to left and ends at ``x``."""
    turned = ' direction="rtl" xml:lang="ar"' if arabic else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" font-weight="{weight}" '
        f'text-anchor="{anchor}"{turned}>{escape(text)}</text>'
    )


if __name__ == "__main__":
    main()
