"""Sayings of 128 real articles, annotated by readers who had not seen the rules.

The articles are not part of the project: its file holds offsets alone, and the test runs where the
articles are at hand (CONTRIBUTING.md). What was put aside is only scored.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any, Final

import pytest

from tawatur.evaluate.passages import score

ARTICLES: Final = Path(__file__).parents[2] / "shared" / "corpora" / "ant-dev.jsonl.gz"
SAYINGS: Final = Path(__file__).parent / "data" / "real_sayings.jsonl"


def rows(*, aside: bool) -> list[dict[str, Any]]:
    """The articles with their sayings, as :func:`tawatur.evaluate.passages.score` takes them."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    marked = map(json.loads, SAYINGS.read_text("utf-8").splitlines())
    return [row(one, texts[one["id"]]) for one in marked if one["aside"] is aside]


def row(marked: dict[str, Any], text: str) -> dict[str, Any]:
    """An article whose offsets are words."""
    items = [
        {**words(one, text), "accept": [words(other, text) for other in one.get("accept", ())]}
        for one in marked["sayings"]
    ]
    for item, one in zip(items, marked["sayings"], strict=True):
        item.setdefault("source", None)
        item.setdefault("speaker", None)
        item["optional"] = one.get("optional", False)
    return {"id": marked["id"], "class": "real", "text": text, "attributions": items}


def words(marked: dict[str, Any], text: str) -> dict[str, Any]:
    """Cue, source and speaker as words, with the offset of the cue."""
    told: dict[str, Any] = {
        field: text[slice(*marked[field])]
        for field in ("cue", "source", "speaker")
        if field in marked
    }
    if "cue" in marked:
        told["cue_at"] = marked["cue"][0]
    return told


@pytest.mark.skipif(not ARTICLES.exists(), reason="the articles are not here")
@pytest.mark.parametrize(
    ("aside", "precision", "recall"), [(False, 0.93, 0.84), (True, 0.92, 0.76)]
)
def test_sayings_of_real_articles(*, aside: bool, precision: float, recall: float) -> None:
    """Cue and source, as measured."""
    tally, _ = score(rows(aside=aside))

    assert tally["right"] / tally["found"] >= precision, dict(tally)
    assert tally["right"] / tally["wanted"] >= recall, dict(tally)
