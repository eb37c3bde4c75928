"""The bundled sample: its annotation stands in its texts, and its calendar is right."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from tawatur.text.fold import folded

SAMPLE = Path(str(files("tawatur").joinpath("sample")))
GOLD = sorted(p for p in (SAMPLE / "gold").glob("*.yaml") if p.stem != "across")
LAYERS = (("times", "text"), ("quantities", "text"), ("statements", "cue"), ("events", "trigger"))
WEEKDAYS = {
    "الاثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3, "الجمعة": 4, "السبت": 5, "الأحد": 6,
}  # fmt: skip


def load(path: Path) -> tuple[dict[str, Any], str]:
    gold = yaml.safe_load(path.read_text("utf-8"))
    text = SAMPLE / "reports" / f"{gold['document']}.txt"
    return gold, (text if text.exists() else path.with_suffix(".txt")).read_text("utf-8")


def test_every_report_has_gold() -> None:
    """Reports and annotation are the same set."""
    reports = {p.stem for p in (SAMPLE / "reports").iterdir() if p.suffix in {".txt", ".html"}}

    assert {p.stem for p in GOLD} == reports


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_stands_in_its_line(path: Path) -> None:
    """Every annotated word is an exact substring of the line that is named."""
    gold, text = load(path)
    lines = text.split("\n")

    missing = [
        (layer, item["line"], item[key])
        for layer, key in LAYERS
        for item in gold.get(layer, [])
        if item[key] not in lines[item["line"] - 1]
    ]
    missing += [
        (layer, 0, surface)
        for layer in ("people", "organisations", "places")
        for item in gold.get(layer, [])
        for surface in item["surfaces"]
        if surface not in text
    ]

    assert missing == []


def _day(item: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(item.get("resolved", item["value"]))[:10])
    except ValueError:
        return None


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_weekdays_fit_their_dates(path: Path) -> None:
    """A day that is named by its weekday falls on it."""
    gold, _ = load(path)
    wrong = [
        item
        for item in gold.get("times", [])
        for name, number in WEEKDAYS.items()
        if folded(name) in folded(item["text"])
        and (day := _day(item)) is not None
        and day.weekday() != number
    ]

    assert wrong == []


def test_claims_that_belong_together_exist() -> None:
    """The story across reports names claims that the single annotations have."""
    events = {
        f"{gold['document'][:2]}:{event['id']}"
        for gold, _ in map(load, GOLD)
        for event in gold["events"]
    }
    across = yaml.safe_load((SAMPLE / "gold" / "across.yaml").read_text("utf-8"))

    assert [
        claim
        for incident in across["incidents"]
        for claim in incident["claims"]
        if claim not in events
    ] == []
