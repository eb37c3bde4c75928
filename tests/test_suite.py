"""The suite: what is there is scored, what is not is skipped, what fell is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawatur.evaluate import floors as pinning
from tawatur.evaluate import suite
from tawatur.evaluate.pairs import names
from tawatur.evaluate.report import Analyse, Report
from tawatur.evaluate.tally import Row

SCORE = {"value": 0.5}


def scored(path: Path, name: str, analyse: Analyse) -> Report:
    return Report(name, 1, (Row("times", "value", SCORE["value"], "1 of 2"),))


@pytest.fixture
def floors_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite of one corpus that is there and one that is not, with floors of its own."""
    there = tmp_path / "cases.jsonl"
    there.write_text("{}\n", "utf-8")
    corpora = (
        suite.Corpus("here", there, scored),
        suite.Corpus("gone", tmp_path / "gone.jsonl", scored),
    )
    file = tmp_path / "floors.toml"
    load, save = pinning.load, pinning.save
    monkeypatch.setattr(suite, "corpora", lambda: corpora)
    monkeypatch.setattr(pinning, "load", lambda: load(file))
    monkeypatch.setattr(pinning, "save", lambda floors: save(floors, file))
    return file


def test_a_missing_corpus_is_skipped_with_a_line(
    floors_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert suite.main([]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "here (1 documents)",
        "  times          value                   0.500   1 of 2",
        "",
        f"gone: skipped, it is not at {floors_file.parent / 'gone.jsonl'}",
        "",
    ]


def test_a_fallen_score_is_told_and_fails(
    floors_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert suite.main(["--corpus", "here", "--pin"]) == 0
    monkeypatch.setitem(SCORE, "value", 0.25)
    capsys.readouterr()

    assert suite.main(["--corpus", "here"]) == 5
    assert capsys.readouterr().out.splitlines()[-1] == (
        "below its floor: here: times.value is 0.25, its floor 0.5"
    )
    assert suite.main(["--corpus", "here", "--pin"]) == 5
    assert suite.main(["--corpus", "here", "--pin", "--lower", "another reading"]) == 0
    assert 'reason = "another reading"' in floors_file.read_text("utf-8")


def test_the_bundled_sample_is_always_there() -> None:
    sample = suite.corpora()[0]

    assert sample.name == "sample"
    assert sample.path.is_dir()
    assert len(sample.digest()) == 16


def test_names_are_ranked_against_close_strangers(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("latin\ta\tb\nanna\tآنا\tانا\nhanna\tحنا\tحنه\nomar\tعمر\tعمرو\n", "utf-8")

    assert names(path, "n", None, lambda a, b: 0.5).rows[0].score == 0.5
