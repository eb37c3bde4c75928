"""The bench measures what it says, on the same corpus every time."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from tawatur import bench
from tawatur.rules import scan as scanning
from tawatur.rules.language import arabic


def test_the_corpus_is_the_same_every_time() -> None:
    first, again = (list(islice(bench.corpus(arabic()), 30)) for _ in range(2))

    assert first == again
    assert len({document.text for document in first}) == 30
    assert all(bench.SIZE <= len(document.text) <= 1.1 * bench.SIZE for document in first)


def test_a_watch_gives_back_what_it_watched() -> None:
    before = scanning.scan
    watch = bench.Watch()

    with watch.over([("scan", "tawatur.rules.scan", "scan")]):
        arabic().scan("سقط صاروخ")
        assert scanning.scan is not before

    assert scanning.scan is before
    assert watch.seconds["scan"] > 0


def test_every_stage_is_there_and_measured() -> None:
    result = bench.speed(arabic(), list(islice(bench.corpus(arabic(), 400), 4)))

    assert result["missing"] == []
    assert set(result["stages_ms"]) == {stage for stage, _, _ in bench.STAGES} | {"contract"}
    whole, cut = result["rates"]
    assert 400 <= whole["characters"] <= 440
    assert cut["kilobytes"] <= whole["kilobytes"] < 1
    assert 0 < whole["chain"] < whole["scanned_values"] < whole["values"]


def test_the_cut_articles_are_of_their_size() -> None:
    document = next(bench.corpus(arabic()))

    assert 2390 < len(bench.short(document).text.encode()) <= 2400
    assert document.text.startswith(bench.short(document).text)


def test_articles_of_ones_own_are_measured(tmp_path: Path) -> None:
    long = next(bench.corpus(arabic())).text
    (tmp_path / "long.txt").write_text(long, "utf-8")
    (tmp_path / "short.txt").write_text("قال الوزير إن الاجتماع أرجئ إلى الأحد.", "utf-8")

    (one,) = bench.own([tmp_path])

    assert one.text == long
    with pytest.raises(SystemExit, match=r"no article of 2\.4 KB or more in .*short\.txt"):
        bench.measure(1, 0, 400, [tmp_path / "short.txt"])


def test_a_stream_says_its_peak(capsys: pytest.CaptureFixture[str]) -> None:
    bench.stream(3, 400)

    said = json.loads(capsys.readouterr().out)
    assert said["peak_kb"] > 0
    assert said["characters_written"] > 0


def test_the_record_is_told_line_by_line() -> None:
    result = {
        "documents": 2,
        "rates": [
            {
                "characters": 2400.0,
                "kilobytes": 4.8,
                "dense": 22.04,
                "chain": 100.0,
                "values": 400.0,
                "scanned_values": 300.0,
            },
            {
                "characters": 1330.0,
                "kilobytes": 2.4,
                "dense": 10.0,
                "chain": 190.0,
                "values": 700.0,
                "scanned_values": 500.5,
            },
        ],
        "language_ms": 300.0,
        "stages_ms": {"scan": 1.5},
        "link": None,
        "missing": [],
        "peak_mb": 80.0,
        "streamed": 10,
        "help_s": 0.2,
        "annotate_s": None,
    }

    assert list(bench.lines(result)) == [
        "2 articles of 2400 characters (4.8 KB of UTF-8), and cut to 2.4 KB; one core",
        "  whole chain          100.0 articles/s    190.0 of the cut ones",
        "  values               400.0 articles/s    700.0 of the cut ones",
        "  scan and values      300.0 articles/s    500.5 of the cut ones",
        "  (values: numbers, times and quantities; 22.0 an article, 10.0 in a cut one)",
        "  language loaded      300.0 ms, once",
        "  scan                 1.500 ms an article",
        "  peak memory           80.0 MB over 10 articles",
        "  tawatur --help       0.200 s until it has answered",
        "  tawatur annotate  fails",
    ]
