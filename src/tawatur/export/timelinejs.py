"""Incidents as the JSON that TimelineJS 3 reads; what came from a report is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from typing import Any

from tawatur.export.happening import Happening


def lines(happenings: Iterable[Happening]) -> Iterator[str]:
    """A timeline in pieces, one event a line; incidents without a first day are left out."""
    yield '{"events": ['
    before = "\n"
    for one in happenings:
        made = event(one)
        if made is not None:
            yield before + json.dumps(made, ensure_ascii=False)
            before = ",\n"
    yield "\n]}\n"


def event(happening: Happening) -> dict[str, Any] | None:
    """One incident; ``None`` where its first day is not known."""
    incident = happening.incident
    first, last = incident.earliest, incident.latest
    if first is None:
        return None
    several = last is not None and last != first
    shown = f"between {first} and {last}" if several else f"{first}"
    found = happening.where
    place = None if found is None else found.place.name_en or found.place.name
    headline = ", ".join(filter(None, (incident.type, place, shown)))
    made: dict[str, Any] = {
        "unique_id": incident.id,
        "start_date": _date(first),
        "display_date": shown,
        "group": incident.type,
        "text": {"headline": escape(headline), "text": _accounts(happening)},
    }
    if several and last is not None:
        made["end_date"] = _date(last)
    return made


def _accounts(happening: Happening) -> str:
    """Each sentence once, with all who have it; right to left, as Arabic runs."""
    said: dict[str, list[str]] = {}
    for telling in happening.tellings:
        sentence = telling.analysis.sentences[telling.claim.event.sentence]
        words = sentence.of(telling.analysis.document.text)
        document = telling.analysis.document
        said.setdefault(words, []).append(document.outlet or document.label)
    return "".join(
        f'<p dir="rtl">{escape(words)} <b>{escape(", ".join(dict.fromkeys(who)))}</b></p>'
        for words, who in said.items()
    )


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
