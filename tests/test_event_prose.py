"""News prose of our own, written before the rules were tried on it: what is told, what not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from tawatur.annotate.event_rules import event_rules
from tawatur.model.mention import Event
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

DATA: Final = Path(__file__).parent / "data"
CASES: Final[list[dict[str, Any]]] = [
    {"events": [], **case, "file": path.stem}
    for path in sorted(DATA.glob("events_*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def told(event: Event, text: str, field: str) -> str | None:
    """A field of an event as a case writes it; a role gives the words of its first argument."""
    if field == "finds":
        return event.trigger.of(text)
    if field == "type":
        return event.type
    if field == "fact":
        return event.factuality.value
    if field == "activity":
        return event.activity
    return next((a.span.of(text) for a in event.arguments if a.role == field), None)


def every(event: Event, text: str, role: str) -> list[str]:
    """The words of all arguments of a role."""
    return [a.span.of(text) for a in event.arguments if a.role == role]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']}:{n}" for n, case in enumerate(CASES)])
def test_case(case: dict[str, Any]) -> None:
    """All events of the text are found, with the fields that the case names, and no others."""
    text = case["text"]
    found = [claim.event for claim in analyse(Document("case", text), arabic()).claims]
    wanted = [{"fact": "actual", **event} for event in case["events"]]
    found.sort(key=lambda event: event.trigger.start)
    wanted.sort(key=lambda event: text.index(event["finds"]))
    names: list[dict[str, Any]] = [*wanted, *[{"finds": ""}] * len(found)]
    assert [
        {
            name: (every if isinstance(field, list) else told)(event, text, name)
            for name, field in fields.items()
        }
        for event, fields in zip(found, names, strict=False)
    ] == wanted


def test_there_are_enough_of_them() -> None:
    """With the examples of the rules more than four hundred, a third of them hard negatives."""
    rules = [bool(e.finds) for rule in event_rules().sources for e in rule.examples]
    all_ = [*rules, *(bool(case["events"]) for case in CASES)]
    assert len(all_) >= 400
    assert all_.count(False) * 3 >= len(all_)
