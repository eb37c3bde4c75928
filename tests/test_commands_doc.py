"""Every command is documented, and every example in docs/commands.md is run."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tawatur.cli.main import app, main

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "commands.md").read_text("utf-8")
GOLD = ROOT / "src" / "tawatur" / "sample" / "gold"


def test_every_command_and_every_exit_code_is_documented() -> None:
    commands = {str(one.callback.__name__) for one in app.registered_commands if one.callback}
    groups = {
        f"{group.name} {command.callback.__name__}"
        for group in app.registered_groups
        if group.typer_instance
        for command in group.typer_instance.registered_commands
        if command.callback
    }

    assert set(re.findall(r"^## (.+)$", DOCS, re.M)) == commands | groups
    assert re.findall(r"^\| (\d+) \|", DOCS, re.M) == ["0", "1", "2", "3", "4", "5", "130"]


def examples() -> Iterator[tuple[str, str]]:
    """
    Each command that is typed in the document, and the first line that it must print.
    """
    for block in re.findall(r"```\n(.*?)```", DOCS, re.S):
        lines = block.strip("\n").split("\n")
        for place, line in enumerate(lines):
            if line.startswith("$ "):
                after = lines[place + 1 : place + 2]
                yield line[2:], "" if not after or after[0].startswith("$ ") else after[0]


def test_every_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lines.jsonl").write_text('{"id": "a", "text": "قال الوزير"}\n', "utf-8")
    Path("pairs.jsonl").write_text('{"id": 1, "a": "كاجينز", "b": "كاغينز"}\n', "utf-8")
    Path("wikidata.csv").write_text(
        "qid,label_ar,label_en,lat,lon,country\nQ1,الطوالعة,Tawalia,33.9,44.7,IQ\n", "utf-8"
    )
    incident = judgement = ""
    for line, expected in examples():
        typed, _, comment = line.partition("#")
        typed, _, stdin = typed.partition(" < ")
        arguments = shlex.split(typed)[1:]
        if "JUDGEMENTS" in arguments:
            note = {"kind": "note", "incident": incident, "why": "ask the hospital"}
            Path("judgements.jsonl").write_text(json.dumps(note), "utf-8")
        words = {"INCIDENT": incident, "GOLD": str(GOLD), "JUDGEMENT": judgement,
                 "JUDGEMENTS": "judgements.jsonl"}  # fmt: skip
        arguments = [words.get(a, a) for a in arguments]
        code = int(comment.rpartition(" ")[2] or 0)
        with open(stdin.strip() or os.devnull, encoding="utf-8") as file:
            monkeypatch.setattr("sys.stdin", file)
            with pytest.raises(SystemExit) as end:
                main(arguments)
        output = capsys.readouterr().out

        assert (end.value.code or 0) == code, line
        if expected.startswith("{"):
            assert isinstance(json.loads(output.split("\n")[0]), dict), line
        assert fnmatchcase(output, pattern(expected)), (line, output[:500])
        if found := re.search(r"inc:\w+", output):
            incident = found.group()
        if found := re.search(r"jdg:\w+", output):
            judgement = found.group()


def pattern(expected: str) -> str:
    words = re.sub(r"([][*?])", r"[\1]", expected).replace("...", "*")
    return f"{words}*"
