"""The command export: forms, bytes, and how it ends where it cannot write."""

from __future__ import annotations

import csv
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tawatur.cli.export import Kind
from tawatur.cli.main import main
from tawatur.export.columns import names

Export = Callable[..., int]
SUFFIX = {Kind.XLSX: ".xlsx", Kind.PARQUET: ".parquet"}


@pytest.fixture
def export(sample: Path) -> Iterator[Export]:
    """
    Runs the command on the sample in this process; its exit code.
    """
    hook = sys.excepthook

    def run(*arguments: object) -> int:
        with pytest.raises(SystemExit) as end:
            main(["export", *map(str, arguments), "-p", str(sample)])
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return int(end.value.code or 0)

    yield run
    sys.excepthook = hook


def content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return {str(one.relative_to(path)): one.read_bytes() for one in files}


@pytest.mark.parametrize("kind", Kind)
def test_the_same_results_give_the_same_bytes(kind: Kind, export: Export, tmp_path: Path) -> None:
    one, two = (tmp_path / f"{n}{SUFFIX.get(kind, '.out')}" for n in (1, 2))

    assert (export(kind, "-o", one, "-q"), export(kind, "-o", two, "-q")) == (0, 0)
    assert content(one) == content(two)
    assert sorted(tmp_path.iterdir()) == [one, two]


@pytest.mark.parametrize("kind", ["acled", "ucdp", "plover"])
def test_the_suffix_decides_the_form(kind: str, export: Export, tmp_path: Path) -> None:
    paths = [tmp_path / f"out{suffix}" for suffix in (".csv", ".xlsx", ".parquet")]
    for path in paths:
        assert export(kind, "-o", path, "-q") == 0
    with paths[0].open(encoding="utf-8", newline="") as file:
        assert file.read(1) == "\ufeff"
        header = next(csv.reader(file))

    assert tuple(header) == names(kind)
    assert paths[1].read_bytes()[:2] == b"PK"
    assert tuple(duckdb.from_parquet(str(paths[2])).columns) == names(kind)


def test_a_pipe_gets_no_byte_order_mark(export: Export, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("acled", "-q") == 0
    assert capsys.readouterr().out.startswith("event_id_cnty,event_date,")


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_words_behind_a_table(suffix: str, export: Export, tmp_path: Path) -> None:
    proof, table = tmp_path / f"proof{suffix}", tmp_path / "out.csv"

    assert export("acled", "-o", table, "--provenance", proof, "-q") == 0
    found = duckdb.from_csv_auto if suffix == ".csv" else duckdb.from_parquet
    read = found(str(proof))
    assert tuple(read.columns) == names("provenance")
    with table.open(encoding="utf-8-sig", newline="") as file:
        ids = {row["event_id_cnty"] for row in csv.DictReader(file)}
    assert {row for (row,) in read.project('"row"').fetchall()} == ids


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["xlsx"], 2, "cannot be written to a terminal"),
        (["parquet"], 2, "cannot be written to a terminal"),
        (["brat"], 2, "cannot be written to a terminal"),
        (["jsonl", "--provenance", "p.csv"], 2, "has its proof inside"),
        (["xlsx", "-o", "a.xlsx", "--provenance", "p.csv"], 2, "has its provenance inside"),
        (["csv", "-o", "none/a.csv"], 1, "none/a.csv: No such file or directory"),
        (["xlsx", "-o", "none/a.xlsx"], 1, "none/a.xlsx: No such file or directory"),
        (["parquet", "-o", "none/a.parquet"], 1, "none/a.parquet: No such file or directory"),
        (["brat", "-o", "none/a"], 1, "none/a: No such file or directory"),
        (["brat", "-o", "."], 1, ".: is there already; name a folder that is not"),
        (["csv", "-o", "folder"], 1, "folder: is there already; name a file that is not"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_written_is_told(
    arguments: list[str], code: int, says: str, export: Export, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()

    assert export(*arguments) == code
    assert says in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
