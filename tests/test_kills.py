"""Killed at any moment, a project has every judgement that was acknowledged, in an unbroken chain.

A few kills belong to the ordinary tests; ``make kills`` does five hundred.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tawatur.judge import log
from tawatur.store.project import DATABASE
from tawatur.store.store import Store

KILLS = int(os.environ.get("TAWATUR_KILLS", "6"))
REPORTS = {
    "a.txt": "قتل أربعة جنود في هجوم على نقطة تفتيش قرب سامراء، أمس الاثنين، بحسب الشرطة.\n"
    "واعتقلت القوات الأمنية سبعة مشتبه بهم في كركوك. وأعلنت الوزارة تعليق الدوريات.",
    "b.txt": "أعلن الجيش مقتل خمسة من عناصره في هجوم قرب سامراء يوم الاثنين 13 أيار 2024.\n"
    "وانفجرت عبوة ناسفة في بعقوبة وأصيب ثلاثة مدنيين. وطالب النواب بانسحاب القوات.",
    "c.txt": "قصفت طائرات حربية موقعا في صلاح الدين، 14 أيار 2024، وقتل مسلحان.\n"
    "واتهمت الحكومة التنظيم بالهجوم على سامراء. ونفى التنظيم مسؤوليته عن الهجوم.",
}
# Everything is loaded once; each command then is a process of its own that can be killed.
SERVER = """
import json, os, signal, sys, time
from tawatur.cli import main, judging, project
from tawatur.judge import apply
from tawatur.rules.language import arabic
from tawatur.store.runkey import run_key
arabic(), run_key()
for line in sys.stdin:
    arguments, output, after = json.loads(line)
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        written = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(written, 1)
        os.dup2(written, 2)
        os.setsid()
        try:
            main.main(arguments)
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(end.code if isinstance(end.code, int) else 0)
        os._exit(0)
    ended, status = 0, 0
    while after is not None and not ended and time.monotonic() < begun + after:
        time.sleep(0.001)
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        if after is not None:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    took = time.monotonic() - begun
    print(json.dumps([os.waitstatus_to_exitcode(status), took]), flush=True)
"""


class Commands:
    """Runs commands, and kills them where told to."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __call__(self, *arguments: object, after: float | None = None) -> tuple[int, float]:
        """The exit code, and how long it took; killed ``after`` so many seconds if still there."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        request = [[str(one) for one in arguments], str(self.output), after]
        self.server.stdin.write(json.dumps(request) + "\n")
        self.server.stdin.flush()
        code, took = json.loads(self.server.stdout.readline())
        return code, took

    def said(self) -> str:
        return self.output.read_text("utf-8")


@pytest.fixture
def commands(tmp_path: Path) -> Iterator[Commands]:
    made = Commands(tmp_path)
    yield made
    assert made.server.stdin is not None
    made.server.stdin.close()
    assert made.server.wait(20) == 0
    assert made.server.stdout is not None
    made.server.stdout.close()


def acknowledged(said: str) -> set[str]:
    """
    The judgements that a command said to be on the disk, leaving out a line that was cut off.
    """
    lines = said.split("\n")[:-1]
    return {line.split()[1] for line in lines if line[:1].isdigit() and "jdg:" in line}


def judgements(store: Store, dice: random.Random, turn: int) -> list[dict[str, object]]:
    """
    Twelve judgements on what the store holds; each says its turn, so that none is known already.
    """
    run = store.current_run()
    assert run is not None
    incidents = [incident for incident in store.incidents(run) if incident.claims]
    made: list[dict[str, object]] = []
    for place in range(12 if incidents else 0):  # none where all claims are rejected by now
        one, two = dice.choices(incidents, k=2)
        claim = dice.choice(one.claims)
        kinds: list[dict[str, object]] = [
            {"kind": "accept", "claim": claim},
            {"kind": "reject", "claim": claim},
            {"kind": "edit", "claim": claim, "field": "killed", "value": place},
            {"kind": "pin", "incident": one.id, "field": "killed", "value": place},
            {"kind": "note", "incident": one.id},
        ]
        if len(one.claims) > 1:
            kinds.append({"kind": "split", "incident": one.id, "groups": [[claim]]})
        elif one is not two:
            kinds.append({"kind": "merge", "incidents": [one.id, two.id]})
        made.append(dice.choice(kinds) | {"why": f"turn {turn}, {place}"})
    return made


def test_no_acknowledged_judgement_is_lost(tmp_path: Path, commands: Commands) -> None:
    dice = random.Random(7)
    project, reports = tmp_path / "p", tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, "utf-8")
    assert commands("init", project)[0] == 0
    assert commands("add", reports, "-p", project)[0] == 0
    assert commands("run", "-p", project)[0] == 0
    usual = {"run": 1.0, "judge": 1.0, "undo": 1.0}
    kept: set[str] = set()
    struck: Counter[str] = Counter()
    turn = 0
    while struck.total() < KILLS:
        turn += 1
        what = ("judge", "run", "undo")[turn % 3]
        with Store.open(project / DATABASE) as store:
            unfinished = not store.has_joined(store.current_run() or "")
        if unfinished:  # a killed run: it goes on where it was
            assert commands("run", "-p", project)[0] == 0, commands.said()
        with Store.open(project / DATABASE) as store:
            before = {entry.judgement.id for entry in log.entries(store)}
            lines = judgements(store, dice, turn)
            held = [
                entry.judgement.id
                for entry in log.entries(store)
                if entry.undone_by is None and entry.judgement.kind != "undo"
            ]
        if not lines:  # or the undos that were acknowledged wait for a run
            what = "undo" if held else "run"
        (tmp_path / "j.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
        given: dict[str, list[object]] = {
            # Another window is another run: all is analysed and related anew.
            "run": ["run", "--window", f"2024-01-01..2025-{1 + turn % 12:02}-{1 + turn % 28:02}"],
            "judge": ["judge", tmp_path / "j.jsonl", "--who", "amal"],
            "undo": ["undo", *dice.sample(held, min(30, len(held))), "--who", "amal"],
        }
        arguments = given[what]
        if what == "undo" and not held:
            continue  # the next command is another
        aimed = turn > 3  # the first three show how long a command takes
        after = dice.uniform(0, usual[what] * 1.1) if aimed else None
        code, took = commands(*arguments, "-p", project, after=after)
        assert code in ({0, -signal.SIGKILL} if aimed else {0}), commands.said()
        struck[what] += code == -signal.SIGKILL
        usual[what] = took if not aimed else usual[what]
        said = acknowledged(commands.said())
        kept |= said
        with Store.open(project / DATABASE) as store:
            assert list(log.verify(store)) == []
            now = {entry.judgement.id for entry in log.entries(store)}
        assert kept <= now, f"lost in turn {turn}: {sorted(kept - now)}"
        # All of a file or nothing, whatever was said of it.
        whole = {"judge": 12, "undo": len(arguments) - 3, "run": 0}[what]
        assert len(now - before) in {0, whole}

    assert commands("run", "-p", project)[0] == 0
    assert commands("verify", "-p", project)[0] == 0, commands.said()
    print(f"{struck.total()} kills {dict(struck)}, {len(kept)} acknowledged, {len(now)} in the log")
