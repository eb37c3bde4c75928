"""Events of news prose that somebody annotated who had not seen the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawatur.evaluate.event_passages import lines, main, score
from tawatur.evaluate.passages import rows

PASSAGES = Path(__file__).parent / "data" / "events_prose.jsonl"


def test_events_of_the_passages() -> None:
    tally, errors = score(rows(PASSAGES))

    assert tally["wanted"] > 100
    assert tally["right"] >= 0.97 * tally["found"]
    assert tally["right"] >= 0.78 * tally["wanted"]
    assert tally["factuality right"] >= 0.92 * tally["factuality wanted"]
    assert any(" missed" in error for error in errors)


def test_what_is_right_and_what_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    row = {
        "id": "1",
        "class": "attack",
        "text": "هاجم مسلحون مجهولون فجر الاثنين حاجزاً للجيش قرب بعقوبة.",
        "events": [
            {"trigger": "هاجم", "trigger_at": 0, "type": "attack", "factuality": "planned",
             "agent": "مسلحون مجهولون", "target": "مدرسة"},
            {"trigger": "فجر", "trigger_at": 20, "type": "bombing", "factuality": "actual"},
        ],
    }  # fmt: skip

    tally, errors = score([row])

    assert (tally["right"], tally["found"], tally["wanted"]) == (1, 1, 2)
    assert (tally["agent right"], tally["target right"], tally["factuality right"]) == (1, 0, 0)
    assert [error.split("»")[1].split()[0] for error in errors[:2]] == ["factuality", "target"]
    assert "bombing «فجر» missed" in errors[-1]
    assert next(lines(tally)) == "events: precision 1.000  recall 0.500  (1 of 2, 1 given)"
    assert main([]) == 2
    assert "token Dice" in capsys.readouterr().out
