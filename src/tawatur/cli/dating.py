"""When reports can have been published, and why: dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawatur.cli.annotate import JsonLines, Published, documents_of, stated_day
from tawatur.cli.options import Encoding, WeekStarts, Window, settings_of
from tawatur.cli.talk import DONE, SOME_REJECTED, list_rejected, out, out_json

if TYPE_CHECKING:
    from tawatur.model.claim import Analysis
    from tawatur.model.text import Document, Rejected

Files = Annotated[
    list[Path] | None,
    typer.Argument(help="Files and folders, or - for standard input.", metavar="[FILE|-]"),
]
Stored = Annotated[
    Path | None,
    typer.Option("--project", "-p", help="Show the reports of a project.", metavar="DIR"),
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(dates)


def dates(
    files: Files = None,
    *,
    project: Stored = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Do not use what other reports of the files say.")
    ] = False,
    arabic: Annotated[bool, typer.Option("--arabic", help="Tell the proof in Arabic.")] = False,
    jsonl: JsonLines = False,
    published: Published = None,
    window: Window = None,
    week_starts: WeekStarts = None,
    encoding: Encoding = None,
) -> None:
    """Say when a report can have been published, and why.

    Several reports are read together: where one dates what another tells, that narrows its days.
    """
    from tawatur.cli.layout import dates_lines
    from tawatur.export import contract
    from tawatur.model.text import Rejected

    rejected: list[Rejected] = []
    found: Iterator[Analysis | Rejected]
    if project is not None:
        found = _stored(project)
    elif files:
        documents = documents_of(files, stated_day(published), None, encoding)
        found = _read(documents, settings_of(window, week_starts), alone=alone)
    else:
        raise typer.BadParameter("name files, or a project with -p", param_hint="FILE")
    for result in found:
        if isinstance(result, Rejected):
            rejected.append(result)
            if jsonl:
                out_json({"id": result.input, "rejected": result.reason})
        elif jsonl:
            published_ = contract.record(result)["published"]
            out_json({"id": result.document.id, "published": published_})
        else:
            for line in dates_lines(result, arabic=arabic):
                out(line)
    list_rejected(rejected)
    raise typer.Exit(SOME_REJECTED if rejected else DONE)


def _read(
    documents: Iterator[Document | Rejected], reading: dict[str, Any], *, alone: bool
) -> Iterator[Analysis | Rejected]:
    """Each report by itself, then those that the others narrow, in the order of the files."""
    from tawatur.model.text import Rejected
    from tawatur.pipeline import analyse_all, refined
    from tawatur.rules.language import arabic

    results: list[Analysis | Rejected] = []
    for one in documents:
        made = one if isinstance(one, Rejected) else next(analyse_all([one], arabic(), **reading))
        if alone:
            yield made
        else:
            results.append(made)
    analyses: Sequence[Analysis] = [one for one in results if not isinstance(one, Rejected)]
    later = {}
    if len(analyses) > 1:
        own = [one.document for one in analyses]
        later = {one.document.id: one for one in refined(own, analyses, arabic(), **reading)}
    for result in results:
        yield result if isinstance(result, Rejected) else later.get(result.document.id, result)


def _stored(folder: Path) -> Iterator[Analysis]:
    """The reports of a project as its last run left them."""
    from tawatur.errors import ProjectError
    from tawatur.store.project import Project

    with Project.open(folder).reading() as store:
        run = store.current_run()
        if run is None:
            raise ProjectError(f"{folder}: nothing analysed yet; do: tawatur run -p {folder}")
        yield from store.analyses(run)
