"""No score falls below its floor: on the bundled sample, and on shared gold where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawatur.evaluate import floors as pinning
from tawatur.evaluate.report import Report, pipeline
from tawatur.evaluate.suite import Corpus, corpora
from tawatur.evaluate.tally import Row

GOLD = [corpus for corpus in corpora() if corpus.name in {"sample", "shared"}]


@pytest.mark.parametrize("corpus", GOLD, ids=lambda corpus: corpus.name)
def test_no_score_is_below_its_floor(corpus: Corpus) -> None:
    if not corpus.path.exists():
        pytest.skip(f"{corpus.path} is not there")
    report = corpus.run(corpus.path, corpus.name, pipeline())

    assert report.rejected == ()
    assert pinning.faults(report, corpus.digest(), pinning.load()) == []


def test_the_sample_is_pinned() -> None:
    assert set(pinning.load().scores["sample"]) >= {
        "times.value and mod",
        "quantities.value and mod",
        "people.F1",
        "statements.F1",
        "events.F1",
    }


def test_floors_rise_and_fall_only_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"

    def report(score: float) -> Report:
        return Report("c", 1, (Row("times", "value", score, ""),))

    pinning.save(pinning.pin(report(0.5), "d", pinning.load(path)), path)
    floors = pinning.load(path)
    assert pinning.faults(report(0.5), "d", floors) == []
    assert pinning.faults(report(0.4), "d", floors) == ["c: times.value is 0.4, its floor 0.5"]
    assert pinning.faults(Report("c", 1, ()), "d", floors) == ["c: times.value is gone (floor 0.5)"]
    assert pinning.faults(report(0.5), "e", floors) == [
        "c: its files are not those that the floors were pinned on"
    ]

    assert pinning.pin(report(0.4), "d", floors).scores["c"] == {"times.value": 0.5}
    lowered = pinning.pin(report(0.4), "d", floors, "the gold was wrong")
    pinning.save(lowered, path)
    assert pinning.load(path) == lowered
    assert lowered.lowered == (pinning.Lowered("c", "times.value", 0.5, 0.4, "the gold was wrong"),)
