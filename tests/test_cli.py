"""The command as a user meets it: what goes where, how it ends, and that nothing is lost."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tawatur.cli.layout import plain
from tawatur.export.spreadsheet import cell
from tawatur.store.dump import dump
from tawatur.store.project import Project

TEXT = "قُتل أربعة أشخاص في انفجار بالموصل يوم الثلاثاء، بحسب مصدر في الشرطة."
SAMPLE = Path(__file__).parents[1] / "src" / "tawatur" / "sample" / "reports"
Tawatur = Callable[..., Any]


# --- how commands end ----------------------------------------------------------------------------


def test_done_is_0_and_says_what_comes_next(tmp_path: Path, tawatur: Tawatur) -> None:
    result = tawatur("init", tmp_path / "p")

    assert (result.code, result.out) == (0, "")
    assert "next: tawatur add" in result.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "-p", "."], "no project here; make one with: tawatur init"),
        (["timeline"], "no project here"),
        (["verify", "-p", "nowhere"], "nowhere: no project here"),
        (["evaluate", "nowhere.yaml"], "nowhere.yaml: no such file"),
        (["names", "compare", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (["annotate", "-", "--encoding", "latin-1"], "declared encoding 'latin-1'"),
    ],
)
def test_failed_is_1_with_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tawatur: Tawatur,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    result = tawatur(*arguments)

    assert (result.code, result.out) == (1, "")
    assert says in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["nosuch"], ["run", "--nosuch"], ["annotate"], ["export", "pdf"], ["run", "--jobs", "0"],
     ["timeline", "--from", "soon"], ["annotate", "-", "--published", "soon"]],
)  # fmt: skip
def test_wrong_usage_is_2(project: Path, tawatur: Tawatur, arguments: list[str]) -> None:
    more = ["-p", str(project)] if arguments[0] == "timeline" else []

    assert tawatur(*arguments, *more).code == 2


def test_some_rejected_is_3_and_they_are_listed(
    project: Path, tmp_path: Path, tawatur: Tawatur
) -> None:
    (tmp_path / "good.txt").write_text("أعلن الوزير ذلك.", "utf-8")
    (tmp_path / "empty.txt").touch()

    result = tawatur(
        "add", tmp_path / "good.txt", tmp_path / "empty.txt", "gone.txt", "-p", project
    )

    assert result.code == 3
    assert f"rejected: {tmp_path / 'empty.txt'}: empty\n" in result.err
    assert "1 added, 0 known already, 2 rejected" in result.err
    lines = (project / "failures.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"input": str(tmp_path / "empty.txt"), "reason": "empty"},
        {"input": "gone.txt", "reason": "no such file or directory"},
    ]


def test_locked_project_is_4(project: Path, tawatur: Tawatur) -> None:
    with Project.open(project).writing():
        result = tawatur("run", "-p", project)
        assert tawatur("timeline", "-p", project).code == 0

    assert result.code == 4
    assert "another tawatur command is writing" in result.err


def test_project_of_another_version_is_4(project: Path, tawatur: Tawatur) -> None:
    connection = sqlite3.connect(project / "tawatur.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    assert tawatur("timeline", "-p", project).code == 4


def test_failed_check_is_5(project: Path, tawatur: Tawatur) -> None:
    assert tawatur("verify", "-p", project) == (0, "", "all is as it was written\n")

    connection = sqlite3.connect(project / "tawatur.sqlite")
    with connection:
        connection.execute("UPDATE document SET text = text || '.'")
    connection.close()

    result = tawatur("verify", "-p", project)
    assert result.code == 5
    assert "its text is not the one that was read" in result.out
    assert len(json.loads(tawatur("verify", "-p", project, "--json").out)["faults"]) == 1


def test_nothing_analysed_yet_says_what_to_do(tmp_path: Path, tawatur: Tawatur) -> None:
    tawatur("init", tmp_path)

    result = tawatur("timeline", "-p", tmp_path)

    assert (result.code, result.out) == (1, "")
    assert "next: tawatur run" in result.err


def test_error_of_ours_is_one_line_unless_traceback_is_asked_for(tmp_path: Path) -> None:
    breaking = (
        "import sys; from tawatur.cli import main, check;"
        "check._python = None; main.main(['doctor', *sys.argv[1:]])"
    )

    def run(*more: str) -> str:
        command = [sys.executable, "-c", breaking, *more]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 1
        return done.stderr

    assert run().startswith("tawatur: TypeError: 'NoneType' object is not callable\n")
    assert "Traceback" not in run()
    assert "Traceback" in run("--traceback")


# --- annotate ------------------------------------------------------------------------------------


def test_stream_answers_each_line_in_order(tawatur: Tawatur) -> None:
    lines = [
        {
            "id": "a",
            "text": "قال الوزير",
            "published": "2020-01-30",
            "outlet": "الأفق",
            "title": None,
        },
        {"id": 7, "text": "No Arabic."},
        {"text": "أكد"},
    ]
    stdin = "\n".join(map(json.dumps, lines)) + '\n{"broken\n\n'

    result = tawatur("annotate", "-", "--jsonl", stdin=stdin.encode())

    records = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 3
    assert [(one["id"], one["rejected"]) for one in records] == [
        ("a", None),
        (7, "no Arabic letter in it"),
        ("-:3", None),
        (None, "not JSON: Invalid control character at at character 8"),
        (None, "empty line"),
    ]
    assert records[0]["outlet"] == "الأفق"
    assert [one.get("line") for one in records] == [None, 2, None, 4, 5]


def test_stream_gives_a_line_out_before_the_next_comes_in() -> None:
    command = [sys.executable, "-m", "tawatur.cli", "annotate", "-", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        for own_id in range(3):
            child.stdin.write(json.dumps({"id": own_id, "text": TEXT}).encode() + b"\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["id"] == own_id
        child.stdin.close()
        assert child.wait() == 0


def test_file_and_stream_find_the_same(tmp_path: Path, tawatur: Tawatur) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    line = json.dumps({"id": "a", "text": TEXT, "published": "2020-01-30"}).encode()

    one = tawatur("annotate", path, "--published", "2020-01-30", "--jsonl").out
    other = tawatur("annotate", "-", "--jsonl", stdin=line).out

    first, second = json.loads(one), json.loads(other)
    assert [first.pop(key) == second.pop(key) for key in ("events", "attributions")]
    assert first == second


def test_readable_view_has_arabic_last_and_no_control_characters(tawatur: Tawatur) -> None:
    result = tawatur("annotate", "-", stdin=f"{TEXT}\u202e\x1b[31m".encode())

    assert result.code == 0
    assert not set(result.out) & set("\x1b\u202e\u200f\u2502\u2503")


@pytest.mark.parametrize("bad", [b"", b"\xff\xff\xff\xff", b"\0", b"latin"])
def test_bad_standard_input_is_rejected(tawatur: Tawatur, bad: bytes) -> None:
    result = tawatur("annotate", "-", stdin=bad)

    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("rejected: -: ")


def test_dates_gives_the_day_and_its_proof(tmp_path: Path, tawatur: Tawatur) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2024-05-14"}), "utf-8")

    record = json.loads(tawatur("dates", path, "--jsonl").out)

    assert record["id"] == "a"
    assert set(record["published"]) == {"earliest", "latest", "basis", "candidates"}


def test_dates_within_a_window(tmp_path: Path, tawatur: Tawatur) -> None:
    """
    A window leaves one of many days and is named in the proof; a bad one is wrong usage.
    """
    path = tmp_path / "a.txt"
    path.write_text("أعلن الجيش اليوم الخميس انتهاء العملية قرب البلدة.", "utf-8")
    done = tawatur("dates", path, "--window", "2020-01-27..2020-02-02", "--json")

    published = json.loads(done.out)["published"]
    assert published["candidates"] == ["2020-01-30"]
    assert "2020-01-27 to 2020-02-02: the window given" in published["basis"][0]
    for bad in ("2020", "2020-02-02..2020-01-27", "x..y"):
        assert tawatur("dates", path, "--window", bad).code == 2


# --- a project -----------------------------------------------------------------------------------


def test_run_is_done_once(project: Path, tawatur: Tawatur) -> None:
    again = json.loads(tawatur("run", "-p", project, "--json", "-q").out)

    assert (again["analysed"], again["documents"], again["rejected"]) == (0, 1, 0)


def dumped(folder: Path) -> list[str]:
    with Project.open(folder).reading() as store:
        return list(dump(store.connection))


def test_several_processes_find_what_one_finds(tmp_path: Path, tawatur: Tawatur) -> None:
    dumps = []
    for jobs in ("1", "2"):
        folder = tmp_path / jobs
        tawatur("init", folder)
        tawatur("add", SAMPLE, "-p", folder)
        assert tawatur("run", "-p", folder, "--jobs", jobs).code == 0
        dumps.append(dumped(folder))

    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > 18


def test_timeline_gives_the_toll_of_a_group_where_none_of_all_is_told(
    tmp_path: Path, tawatur: Tawatur
) -> None:
    report = tmp_path / "a.txt"
    report.write_text("قتل أربعة مدنيين وأصيب سبعة أشخاص في قصف طال سوقا في تعز.", "utf-8")
    project = tmp_path / "p"
    tawatur("init", project)
    tawatur("add", "-p", project, report)
    tawatur("run", "-p", project)

    shown = tawatur("timeline", "-p", project).out

    assert "4 killed (civilian)" in shown
    assert "7 injured" in shown


def test_search_in_a_project(project: Path, tawatur: Tawatur) -> None:
    found = json.loads(tawatur("search", "الموصل", "-p", project, "--json").out)

    assert [TEXT[s["start"] : s["end"]] for s in found["spans"]] == ["بالموصل"]
    assert tawatur("search", "غيرها", "-p", project) == (0, "", "")
    assert tawatur("search", "!", "-p", project).code == 1


def test_exports(project: Path, tmp_path: Path, tawatur: Tawatur) -> None:
    path = tmp_path / "out.csv"

    assert tawatur("export", "csv", "-p", project, "-o", path, "-q") == (0, "", "")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    records = [
        json.loads(one) for one in tawatur("export", "jsonl", "-p", project).out.splitlines()
    ]
    incidents = [
        json.loads(one) for one in tawatur("export", "incidents", "-p", project).out.splitlines()
    ]

    assert [record["id"] for record in records] == [records[0]["id"]]
    assert len(rows) == sum(len(one["accounts"]) for one in incidents)
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["trigger"]
    assert not list(tmp_path.glob("*.part"))


def test_incident_and_chain_by_the_beginning_of_an_id(tmp_path: Path, tawatur: Tawatur) -> None:
    folder = tmp_path / "p"
    tawatur("demo", folder)
    incidents = tawatur("export", "incidents", "-p", folder).out.splitlines()
    incident = max(map(json.loads, incidents), key=lambda one: len(one["accounts"]))

    shown = json.loads(tawatur("incident", incident["id"], "-p", folder, "--json").out)
    chains = json.loads(tawatur("chain", incident["id"], "-p", folder, "--json").out)
    claim = chains["claims"][0]["claim"]
    picture = tmp_path / "chain.svg"

    assert shown == incident
    assert len(chains["claims"]) == len(incident["accounts"])
    assert len(chains["originators"]) == len(incident["originators"])
    assert json.loads(tawatur("chain", claim, "-p", folder, "--json").out)["id"] == claim
    assert tawatur("chain", incident["id"][:8], "-p", folder, "--svg", picture).out == ""
    assert picture.read_text("utf-8").startswith("<svg ")
    assert tawatur("chain", claim, "-p", folder, "--svg", tmp_path / "no" / "x.svg").code == 1
    assert tawatur("incident", "inc", "-p", folder).code == 1
    assert tawatur("incident", "inc:none", "-p", folder).code == 1
    assert tawatur("chain", "clm:none", "-p", folder).code == 1
    assert tawatur("incident", incident["id"], "-p", folder).out.count("  account ") == len(
        chains["claims"]
    )


def test_demo_goes_on_with_what_is_there_and_spares_what_is_not_its_own(
    tmp_path: Path, tawatur: Tawatur
) -> None:
    first = tawatur("demo", tmp_path / "d")
    again = tawatur("demo", tmp_path / "d")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    refused = tawatur("demo", tmp_path / "mine")

    assert (first.code, again.code, refused.code) == (0, 0, 1)
    assert again.out == first.out
    assert "exists already" in again.err
    assert "exists already" not in first.err
    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_spreadsheet_takes_no_cell_for_a_formula() -> None:
    assert [cell(v) for v in ("=1", "+1", "-1", "@x", "\tx", "\u202e=1", "x", 1.5, None)] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx", "'=1", "x", "1.5", "",
    ]  # fmt: skip


def test_plain_text_moves_no_cursor() -> None:
    assert plain("a\r\n  b\x1b[2J\u2066c\x9b") == "a b[2Jc"
