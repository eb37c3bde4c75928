"""Prose of many countries, written from the class lists alone, before the rules were read.

``tests/data/blind_*.jsonl``: each line is a case, ``find`` the words that it asks for. How much was
right before anything was mended by them stands in docs/quality.md; since then they are known, and
what fails here is named. Times are read on the day ``published``, days of reports without it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tawatur.evaluate import cases
from tawatur.evaluate.cases import _answers, _quantity_answers, _time_answers
from tawatur.evaluate.dating import candidates, keeps
from tawatur.export.contract import record
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

DATA = Path(__file__).parent / "data"
# «the first Sunday of June»; a single drone; the ordinal behind any noun.
OPEN = frozenset(["T31-1", "Q13-2", "Q20-2"])


def asked(case: dict[str, Any], found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was found in the words that a case asks for; of a trap anything."""
    if "find" not in case:
        return found
    start = case["text"].index(case["find"])
    end = start + len(case["find"])
    return [one for one in found if one["start"] < end and one["end"] > start]


def ids(case: dict[str, Any]) -> str:
    return str(case["id"])


@pytest.mark.parametrize("case", cases.read(DATA / "blind_times.jsonl"), ids=ids)
def test_time(case: dict[str, Any]) -> None:
    """Value and mod are as written down, or nothing is found."""
    day = date.fromisoformat(case["published"])
    read = record(analyse(Document("a", case["text"], day), arabic()))

    assert _answers(case, asked(case, read["times"]), _time_answers) == (case["id"] not in OPEN)


@pytest.mark.parametrize("case", cases.read(DATA / "blind_quantities.jsonl"), ids=ids)
def test_quantity(case: dict[str, Any]) -> None:
    """Value, mod and unit are as written down, and the role where it says one."""
    read = record(analyse(Document("a", case["text"]), arabic()))
    found = asked(case, read["quantities"])
    told = [one for one in found if case.get("role") in {None, one["role"]}]

    assert _answers(case, told, _quantity_answers) == (case["id"] not in OPEN)


def test_days_of_reports() -> None:
    """The true day is kept; five reports prove it alone, fourteen leave five days at most."""
    left = []
    for case in cases.read(DATA / "blind_dating.jsonl"):
        said = analyse(Document(case["id"], case["text"]), arabic()).published

        assert keeps(said, date.fromisoformat(case["published"])), case["id"]
        left.append(candidates(said) or 0)

    assert left.count(1) >= 5
    assert sum(1 for days in left if days <= 5) >= 14
