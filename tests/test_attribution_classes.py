"""Classes of sayings that news prose showed to be missed or misread, one passage each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tawatur.annotate import attribution, number, timex
from tawatur.annotate import name as names
from tawatur.rules.language import arabic

Row = dict[str, str]
LINES = (Path(__file__).parent / "data" / "classes_of_sayings.jsonl").read_text("utf-8")
CASES = [(row["text"], row["sayings"]) for row in map(json.loads, LINES.splitlines())]


@pytest.mark.parametrize(("text", "sayings"), CASES)
def test_class(text: str, sayings: list[Row]) -> None:
    """Source, cue and content of every saying, and none besides."""
    lang = arabic()
    scan = lang.scan(text)
    number.annotate(scan, lang)
    timex.annotate(scan, lang)

    found = attribution.annotate(scan, lang, names.annotate(scan, lang), None)

    assert [
        {
            "source": one.source.text,
            "cue": one.cue.of(text),
            "content": one.content.of(text) if one.content else "",
        }
        for one in found
    ] == sayings
