"""Commands that check: verify, evaluate, doctor."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import Annotated

import typer

from tawatur.cli.options import HERE, AsJson, ProjectDir, Quiet
from tawatur.cli.talk import CHECK_FAILED, DONE, SOME_REJECTED, out, out_json, say


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(verify)
    app.command()(evaluate)
    app.command()(doctor)


def verify(*, project: ProjectDir = HERE, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Check that a project is still what was written.

    Hashes of texts and originals, places in texts, references between tables, the log
    of judgements.
    """
    from tawatur.judge.log import verify as faults_of_log
    from tawatur.store.project import Project
    from tawatur.store.verify import verify as faults_of

    opened = Project.open(project)
    faults = []
    with opened.reading() as store:
        for fault in (*faults_of_log(store), *faults_of(store, opened.objects)):
            faults.append(fault)
            if not as_json:
                out(fault)
    if as_json:
        out_json({"faults": faults})
    elif not quiet:
        say("all is as it was written" if not faults else f"{len(faults):,} faults")
    raise typer.Exit(CHECK_FAILED if faults else DONE)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="A gold file, or a folder of them.")],
    *,
    errors: Annotated[
        list[str] | None, typer.Option("--errors", metavar="LAYER", help="List them; or: all.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score what is found against what people annotated."""
    from dataclasses import asdict

    from tawatur.errors import TawaturError
    from tawatur.evaluate.report import evaluate as score

    if not gold.exists():
        raise TawaturError(f"{gold}: no such file or directory")
    report = score(gold)
    if as_json:
        out_json({"corpus": report.corpus, "documents": report.documents,
                  "rows": [asdict(row) for row in report.rows],
                  "rejected": [asdict(one) for one in report.rejected]})  # fmt: skip
    else:
        for line in report.lines(errors or ()):
            out(line)
    raise typer.Exit(SOME_REJECTED if report.rejected else DONE)


def doctor(*, as_json: AsJson = False) -> None:
    """Check that this computer has what tawatur needs."""
    checks = [_python(), _sqlite(), _language(), _pages(), _terminal()]
    if as_json:
        out_json([{"check": name, "ok": ok, "detail": detail} for name, ok, detail in checks])
    else:
        for name, ok, detail in checks:
            out(f"{'ok' if ok else 'FAULT':<6}{name:<10}{detail}")
    raise typer.Exit(DONE if all(ok for _, ok, _ in checks) else CHECK_FAILED)


Check = tuple[str, bool, str]


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return "python", sys.version_info >= (3, 11), f"{version}, 3.11 or newer is needed"


def _sqlite() -> Check:
    version = sqlite3.sqlite_version
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (words)")
        connection.execute("CREATE TABLE s (a TEXT) STRICT")
    except sqlite3.OperationalError as error:
        return "sqlite", False, f"{version}: {error}; 3.37 or newer with FTS5 is needed"
    finally:
        connection.close()
    return "sqlite", True, f"{version} with full-text search"


def _language() -> Check:
    from tawatur.errors import LanguageDataError
    from tawatur.rules.language import arabic

    try:
        language = arabic()
    except LanguageDataError as error:
        return "language", False, str(error)
    rules = sum(map(len, language.rules.values()))
    entries = sum(map(len, language.entries.values()))
    return "language", True, f"Arabic: {entries:,} entries, {rules:,} rules"


def _pages() -> Check:
    from tawatur.errors import UnreadableError
    from tawatur.read.page import Pages
    from tawatur.read.report import Limits

    sentence = "tawatur can open pages and take the article from among the links around it. "
    page = f"<html><body><article><p>{sentence * 5}</p></article></body></html>"
    try:
        with Pages(Limits()) as pages:
            pages.article(page.encode("utf-8"))
    except UnreadableError as error:
        return "pages", False, f"HTML cannot be read: {error}"
    return "pages", True, "HTML is read in a process of its own"


def _terminal() -> Check:
    encoding = (sys.stdout.encoding or "unknown").upper()
    kind = os.environ.get("TERM", "unknown") if sys.stdout.isatty() else "not a terminal"
    return "terminal", encoding == "UTF-8", f"{kind}, {encoding}"
