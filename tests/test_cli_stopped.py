"""Commands that are killed, interrupted, or left by their reader: nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tawatur.store.dump import dump
from tawatur.store.project import Project

SAMPLE = Path(__file__).parents[1] / "src" / "tawatur" / "sample" / "reports"
Tawatur = Callable[..., Any]


def dumped(folder: Path) -> list[str]:
    with Project.open(folder).reading() as store:
        return list(dump(store.connection))


def many_reports(path: Path, copies: int) -> None:
    """
    The sample's texts, each under several outlets.
    """
    texts = [file.read_text("utf-8") for file in sorted(SAMPLE.glob("*.txt"))]
    with path.open("w", encoding="utf-8") as file:
        for copy in range(copies):
            for number, text in enumerate(texts):
                line = {"id": f"{number}-{copy}", "text": text, "outlet": f"outlet {copy}"}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tawatur.cli", *arguments]


def test_kill_at_any_moment_loses_nothing_and_changes_nothing(
    tmp_path: Path, tawatur: Tawatur
) -> None:
    reports = tmp_path / "reports.jsonl"
    many_reports(reports, 4)
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    for folder in (calm, killed):
        tawatur("init", folder)
    tawatur("add", reports, "-p", calm)
    assert tawatur("run", "-p", calm).code == 0
    chance = random.Random(7)
    seen: set[str] = set()
    for what in [("add", str(reports))] * 2 + [("run",)] * 4:
        with subprocess.Popen(
            command(*what, "-p", str(killed)), stderr=subprocess.DEVNULL
        ) as child:
            time.sleep(chance.uniform(0.3, 2.5))
            child.send_signal(signal.SIGKILL)
        with Project.open(killed).reading() as store:
            rows = store.connection.execute(
                "SELECT 'd' || id FROM document UNION ALL SELECT 'a' || document FROM analysis"
            )
            now = {own_id for (own_id,) in rows}
        assert seen <= now, "something acknowledged is gone"
        seen = now

    assert tawatur("add", reports, "-p", killed).code == 0
    assert tawatur("run", "-p", killed).code == 0
    assert dumped(killed) == dumped(calm)
    assert tawatur("verify", "-p", killed).code == 0


def test_interrupted_is_130_and_leaves_a_project_that_goes_on(
    tmp_path: Path, tawatur: Tawatur
) -> None:
    reports, folder = tmp_path / "reports.jsonl", tmp_path / "p"
    many_reports(reports, 1)
    tawatur("init", folder)
    tawatur("add", reports, "-p", folder)
    with subprocess.Popen(command("run", "-p", str(folder)), stderr=subprocess.PIPE) as child:
        with Project.open(folder).reading() as store:
            while store.current_run() is None and child.poll() is None:
                time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        _, said = child.communicate()

    assert child.returncode == 130
    assert b"Traceback" not in said
    assert tawatur("run", "-p", folder).code == 0


def test_reader_that_goes_away_is_no_error(project: Path) -> None:
    done = subprocess.run(
        f"{' '.join(command('export', 'jsonl', '-p', str(project)))} | true",
        shell=True, capture_output=True, env=dict(os.environ), check=False,
    )  # fmt: skip

    assert b"Traceback" not in done.stderr
