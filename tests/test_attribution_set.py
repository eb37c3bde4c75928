"""The annotated sets of sayings: invented news passages of thirty classes, half of them hard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawatur.evaluate.passages import FIELDS, rows, score

DATA = Path(__file__).parent / "data"
ALL = {"form": 0.93, "stance": 0.94, "anonymous": 0.94, "via": 0.94, "content": 0.8,
       "parent": 0.96, "addressee": 0.94}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [
        ("attributions.jsonl", 0.98, 0.93),
        ("attributions_more_1.jsonl", 0.96, 0.84),
        ("attributions_more_2.jsonl", 0.91, 0.83),
    ],
)
def test_sayings_of_the_sets(file: str, precision: float, recall: float) -> None:
    """Cue and source as measured when the set came in and was read; of the right ones, the rest."""
    tally, errors = score(rows(DATA / file))
    right = tally["right"]

    assert right / tally["found"] >= precision, errors
    assert right / tally["wanted"] >= recall, errors
    assert {field: tally[field] / right >= ALL[field] for field in FIELDS} == dict.fromkeys(
        FIELDS, True
    ), errors


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [
        ("attributions_more_3.jsonl", 0.97, 0.94),
        ("attributions_more_4.jsonl", 0.89, 0.84),
        ("attributions_more_5.jsonl", 0.98, 0.97),
        ("attributions_more_6.jsonl", 0.96, 0.9),
        ("attributions_more_7.jsonl", 0.96, 0.84),
        ("attributions_more_8.jsonl", 0.95, 0.88),
        ("attributions_more_9.jsonl", 0.89, 0.81),
        ("attributions_more_10.jsonl", 0.93, 0.89),
        ("attributions_short.jsonl", 0.94, 0.9),
    ],
)
def test_cue_and_source_of_later_sets(file: str, precision: float, recall: float) -> None:
    """Later sets, in which of the other fields only what is plain was annotated, and plain news."""
    tally, errors = score(rows(DATA / file))

    assert tally["right"] / tally["found"] >= precision, errors
    assert tally["right"] / tally["wanted"] >= recall, errors


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [
        ("attributions_1.jsonl", 0.9, 0.7),
        ("attributions_2.jsonl", 0.82, 0.54),
        ("attributions_3.jsonl", 0.97, 0.94),
        ("attributions_4.jsonl", 0.94, 0.93),
        ("attributions_5.jsonl", 0.9, 0.76),
        ("attributions_6.jsonl", 0.88, 0.81),
        ("attributions_7.jsonl", 0.94, 0.9),
        ("attributions_8.jsonl", 0.96, 0.84),
    ],
)
def test_sayings_that_no_rule_was_made_for(file: str, precision: float, recall: float) -> None:
    """As measured; their errors are not shown, so that they stay what they are."""
    tally, _ = score(rows(DATA / "held_out" / file))

    assert tally["right"] / tally["found"] >= precision
    assert tally["right"] / tally["wanted"] >= recall
