"""No score falls below its floor: on the bundled sample, and on shared gold where it is there."""

from __future__ import annotations

import pytest

from tawatur.evaluate import floors as pinning
from tawatur.evaluate.report import pipeline
from tawatur.evaluate.suite import Corpus, corpora

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
