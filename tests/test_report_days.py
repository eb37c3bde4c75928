"""The day that the lines above and below a report state, and lines that look as if they did.

``day-*`` and ``none-*`` were written before the rules for such lines, a third of them put aside and
only scored; ``more-*`` afterwards, from other shapes.
"""

from __future__ import annotations

import json
from pathlib import Path

from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

DATA = Path(__file__).parent / "data" / "report_days.jsonl"
# a section's name behind the hour, a body that goes on on the line of the day
MISSED = {"more-11", "more-13"}


def test_days_of_reports_stand_in_their_lines() -> None:
    """Every line but those known gives its day; nothing else is taken for one."""
    cases = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    said = {
        case["id"]: analyse(Document(case["id"], case["text"]), arabic()).published.day
        for case in cases
    }

    assert {
        case["id"]: str(said[case["id"]])
        for case in cases
        if str(said[case["id"]]) != str(case["published"])
    } == dict.fromkeys(sorted(MISSED), "None")
